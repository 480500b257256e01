"""Second factors: their secrets are encrypted in the database, with a key of their own."""

import base64
import json
from functools import cache
from typing import Final
from uuid import UUID

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from onward.foundation.named_key import NamedKey
from onward.messaging.sealing import Keyring, Sealed

_BOUND_TO: Final = UUID(int=0)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Answers what django-allauth asks about second factors."""

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        sealed = _keyring().seal(text.encode(), bound_to=_BOUND_TO)
        parts = (sealed.wrapped_key, sealed.ciphertext)
        return json.dumps([sealed.key_id, *(base64.b64encode(each).decode() for each in parts)])

    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored secret."""
        key_id, wrapped_key, ciphertext = json.loads(encrypted_text)
        sealed = Sealed(
            key_id=key_id,
            wrapped_key=base64.b64decode(wrapped_key),
            ciphertext=base64.b64decode(ciphertext),
        )
        return _keyring().open(sealed, bound_to=_BOUND_TO).decode()


@cache
def _keyring() -> Keyring:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"onward second factors")
    return Keyring([NamedKey(id="second-factors", secret=derive.derive(settings.SECRET_KEY.encode()))])
