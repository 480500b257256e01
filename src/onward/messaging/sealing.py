"""Encrypt each payload with a data key of its own, wrapped by a master key. Pure, given the keys.

AES-256-GCM throughout; the message's id is bound to the text, so that a payload moved to another
message does not open. Destroying the wrapped key is the erasure.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from onward.foundation.errors import OnwardError
from onward.foundation.named_key import NamedKey

_NONCE_BYTES = 12
_KEY_BYTES = 32


class PayloadNotReadable(OnwardError):
    """The content cannot be opened: its key is missing or destroyed, or it was changed."""

    code = "payload-not-readable"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sealed:
    """A payload as it is stored."""

    key_id: str
    wrapped_key: bytes
    ciphertext: bytes


class Keyring:
    """The master keys, newest first: the first one wraps, all of them unwrap."""

    def __init__(self, keys: Sequence[NamedKey]) -> None:
        """Take the keys.

        Raises:
            ValueError: there is none.
        """
        if not keys:
            raise ValueError("a keyring needs at least one key")
        self.newest = keys[0].id
        self._wrappers = {key.id: AESGCM(key.secret) for key in keys}

    def seal(self, content: bytes, *, bound_to: UUID) -> Sealed:
        """Encrypt `content` under a fresh data key, bound to the id of what it belongs to."""
        data_key = os.urandom(_KEY_BYTES)
        return Sealed(
            key_id=self.newest,
            wrapped_key=self.wrap(data_key, bound_to=bound_to),
            ciphertext=_encrypt(AESGCM(data_key), content, bound_to.bytes),
        )

    def open(self, sealed: Sealed, *, bound_to: UUID) -> bytes:
        """Return the content.

        Raises:
            PayloadNotReadable: no such master key, or the content or its key was changed.
        """
        data_key = self.unwrap(sealed.key_id, sealed.wrapped_key, bound_to=bound_to)
        return _decrypt(AESGCM(data_key), sealed.ciphertext, bound_to.bytes)

    def wrap(self, data_key: bytes, *, bound_to: UUID) -> bytes:
        """Encrypt a data key with the newest master key."""
        return _encrypt(self._wrappers[self.newest], data_key, bound_to.bytes)

    def unwrap(self, key_id: str, wrapped_key: bytes, *, bound_to: UUID) -> bytes:
        """Return the data key.

        Raises:
            PayloadNotReadable: no such master key, or the wrapped key was changed.
        """
        wrapper = self._wrappers.get(key_id)
        if wrapper is None:
            raise PayloadNotReadable
        return _decrypt(wrapper, wrapped_key, bound_to.bytes)

    def rewrap(self, key_id: str, wrapped_key: bytes, *, bound_to: UUID) -> bytes:
        """Return the same data key under the newest master key: the text itself stays as it is."""
        return self.wrap(self.unwrap(key_id, wrapped_key, bound_to=bound_to), bound_to=bound_to)


def _encrypt(cipher: AESGCM, text: bytes, bound_to: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, text, bound_to)


def _decrypt(cipher: AESGCM, sealed: bytes, bound_to: bytes) -> bytes:
    try:
        return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound_to)
    except InvalidTag as error:
        raise PayloadNotReadable from error
