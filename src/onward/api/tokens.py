"""Pure: access tokens for school systems, as signed JSON Web Tokens (RFC 9068, Ed25519).

A token names the system, the credential and the scopes. For which schools the system may act is never
in it, so that a withdrawn school does not live on until the token ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

from onward.api.errors import TokenRefused
from onward.foundation.ids import uuid7
from onward.foundation.named_key import NamedKey

LIFETIME: Final = timedelta(minutes=15)
_ISSUER: Final = "onward"
_ALGORITHMS: Final = ["Ed25519"]


@dataclass(frozen=True, kw_only=True)
class AccessToken:
    """What a token says."""

    system_id: UUID
    credential_id: UUID
    scopes: frozenset[str]
    expires_at: datetime


def sign_token(
    *,
    system_id: UUID,
    credential_id: UUID,
    scopes: frozenset[str],
    keys: Sequence[NamedKey],
    now: datetime,
) -> str:
    """Return a token that is good for 15 minutes, signed with the first of the keys."""
    claims = {
        "iss": _ISSUER,
        "aud": _ISSUER,
        "sub": str(system_id),
        "client_id": str(credential_id),
        "scope": " ".join(sorted(scopes)),
        "iat": int(now.timestamp()),
        "exp": int((now + LIFETIME).timestamp()),
        "jti": str(uuid7(now)),
    }
    header = {"alg": _ALGORITHMS[0], "kid": keys[0].id, "typ": "at+jwt"}
    return jwt.encode(header, claims, _signer(keys[0]), algorithms=_ALGORITHMS)


def read_token(text: str, *, keys: Sequence[NamedKey], now: datetime) -> AccessToken:
    """Return what a token says, if one of the keys signed it and it has not expired.

    Raises:
        TokenRefused: for every cause alike.
    """
    try:
        token = jwt.decode(text, _verifiers(tuple(keys)), algorithms=_ALGORITHMS)
        said = _said(token.claims)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise TokenRefused from error
    if token.claims.get("iss") != _ISSUER or now >= said.expires_at:
        raise TokenRefused
    return said


def _said(claims: dict[str, Any]) -> AccessToken:
    return AccessToken(
        system_id=UUID(claims["sub"]),
        credential_id=UUID(claims["client_id"]),
        scopes=frozenset(claims["scope"].split()),
        expires_at=datetime.fromtimestamp(claims["exp"], UTC),
    )


@lru_cache(maxsize=8)
def _signer(key: NamedKey) -> OKPKey:
    return OKPKey.import_key(Ed25519PrivateKey.from_private_bytes(key.secret), {"kid": key.id})


@lru_cache(maxsize=8)
def _verifiers(keys: tuple[NamedKey, ...]) -> KeySet:
    return KeySet([_verifier(key) for key in keys])


def _verifier(key: NamedKey) -> OKPKey:
    public = Ed25519PrivateKey.from_private_bytes(key.secret).public_key()
    return OKPKey.import_key(public, {"kid": key.id})
