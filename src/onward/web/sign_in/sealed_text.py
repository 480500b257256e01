"""Text that lies encrypted in the database, with a key of its own for each purpose."""

import base64
import json
from functools import cache
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from onward.foundation.named_key import NamedKey
from onward.messaging.sealing import Keyring, Sealed


def seal(text: str, *, purpose: str, bound_to: UUID) -> str:
    """Return a text as it is stored; it opens only for the same purpose and the same id."""
    sealed = _keyring(purpose).seal(text.encode(), bound_to=bound_to)
    parts = (sealed.wrapped_key, sealed.ciphertext)
    return json.dumps([sealed.key_id, *(base64.b64encode(each).decode() for each in parts)])


def unseal(stored: str, *, purpose: str, bound_to: UUID) -> str:
    """Return a stored text.

    Raises:
        PayloadNotReadable: it was stored for another purpose or id, or was changed.
    """
    key_id, wrapped_key, ciphertext = json.loads(stored)
    sealed = Sealed(
        key_id=key_id,
        wrapped_key=base64.b64decode(wrapped_key),
        ciphertext=base64.b64decode(ciphertext),
    )
    return _keyring(purpose).open(sealed, bound_to=bound_to).decode()


@cache
def _keyring(purpose: str) -> Keyring:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"onward {purpose}".encode())
    secret = derive.derive(settings.SECRET_KEY.encode())
    return Keyring([NamedKey(id=purpose.replace(" ", "-"), secret=secret)])
