"""Pure: the secret of a credential. Made here, shown once, kept nowhere; only its SHA-256 is stored.

A slow password hash would protect a secret that a person chose. This one is 256 random bits, so a fast
hash loses nothing, and a token costs microseconds of work instead of a third of a second.
"""

import hashlib
import hmac
import secrets
from typing import Final

PREFIX: Final = "onward_"
"""Every secret starts so, that a scanner can find one which was left where it should not be."""

RANDOM_BYTES: Final = 32


def new_secret() -> str:
    """Return a new secret of 256 random bits, in letters that need no quoting."""
    return PREFIX + secrets.token_urlsafe(RANDOM_BYTES)


def fingerprint(secret: str) -> bytes:
    """Return what is stored of a secret."""
    return hashlib.sha256(secret.encode()).digest()


def matches(secret: str, stored: bytes | None) -> bool:
    """Say whether this secret has this fingerprint, in a time that tells nothing about either.

    With nothing stored it does the same work and says no.
    """
    return hmac.compare_digest(fingerprint(secret), stored or bytes(RANDOM_BYTES))
