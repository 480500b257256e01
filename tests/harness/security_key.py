"""A security key that is plugged in and touched, and never asks for the PIN of whoever touches it."""

from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256, CoseKey
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from onward.access.models import Person
from onward.database.sight import seen_as
from onward.foundation.sight import SIGN_IN
from onward.web.sign_in.factors import OPENS_ALONE

HOST = "testserver"
_FLAG = AuthenticatorData.FLAG


class SecurityKey:
    """One key of one person, kept as one that opens alone."""

    def __init__(self, owner: Person) -> None:
        """Make a key pair, and let the hub know it."""
        self._private = ec.generate_private_key(ec.SECP256R1())
        self._owner = user_pk_to_url_str(owner).encode()
        self._id = owner.pk.bytes
        public: CoseKey = ES256.from_cryptography_key(self._private.public_key())  # type: ignore[no-untyped-call]
        known = AttestedCredentialData.create(b"\0" * 16, self._id, public)
        data = self._data(_FLAG.UP | _FLAG.UV | _FLAG.AT, known)
        made = {
            "clientDataJSON": websafe_encode(self._client_data("webauthn.create", b"any")),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        with seen_as(SIGN_IN):
            Authenticator.objects.create(
                user=owner,
                type=Authenticator.Type.WEBAUTHN,
                data={"name": "Key", "credential": self._said(made), OPENS_ALONE: True},
            )

    def sign(self, challenge: str, *, pin: bool) -> dict[str, Any]:
        """Return what a browser sends once the key was touched."""
        data = self._data(_FLAG.UP | _FLAG.UV if pin else _FLAG.UP)
        told = self._client_data("webauthn.get", challenge)
        signature = self._private.sign(data + told.hash, ec.ECDSA(hashes.SHA256()))
        return self._said(
            {
                "clientDataJSON": websafe_encode(told),
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
                "userHandle": websafe_encode(self._owner),
            }
        )

    def _said(self, response: dict[str, str]) -> dict[str, Any]:
        name = websafe_encode(self._id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}

    @staticmethod
    def _data(flags: AuthenticatorData.FLAG, known: bytes = b"") -> AuthenticatorData:
        data: AuthenticatorData = AuthenticatorData.create(sha256(HOST.encode()), flags, 0, known)
        return data

    @staticmethod
    def _client_data(kind: str, challenge: bytes | str) -> CollectedClientData:
        return CollectedClientData.create(kind, challenge, f"https://{HOST}")
