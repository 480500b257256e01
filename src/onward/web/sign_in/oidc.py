"""OpenID Connect, as far as signing in needs it: code flow with PKCE, and a token that is verified in full.

Signature, issuer, audience, times and nonce are checked always, also for a token that came over TLS. Tokens
are read and forgotten.
"""

import base64
import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote, urlencode

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from onward.foundation.errors import OnwardError
from onward.foundation.identity_provider import IdentityProvider, is_private
from onward.web.sign_in.provider_http import ProviderSilent, ask_json

ALGORITHMS: Final = ["RS256", "PS256", "ES256", "ES384"]
CLOCKS_DIFFER_BY: Final = 60
OLDEST: Final = 600
"""Seconds since a token was issued."""
_WELL_KNOWN: Final = "/.well-known/openid-configuration"
_ADDRESSES: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")

_REMEMBERED: Final = 300.0
"""Seconds; else everybody who opens the page that leads there would make the hub ask the provider."""

Claims = Mapping[str, Any]

_said_lately: dict[str, tuple[float, dict[str, Any]]] = {}


class TokenRefused(OnwardError):
    """What the provider sent does not prove who is there."""

    code = "token-refused"


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What was asked of the provider in one try to sign in; the answer has to fit it."""

    state: str
    nonce: str
    verifier: str


def new_request() -> Asked:
    """Return secrets for one try."""
    return Asked(
        state=secrets.token_urlsafe(32), nonce=secrets.token_urlsafe(32), verifier=secrets.token_urlsafe(48)
    )


def discover(provider: IdentityProvider) -> dict[str, Any]:
    """Return what the provider says of itself, as it said it at most five minutes ago.

    Raises:
        ProviderSilent: it says nothing, or says that it is another, or names addresses that are not private.
    """
    remembered = _said_lately.get(provider.issuer)
    if remembered and remembered[0] > time.monotonic():
        return remembered[1]
    told = ask_json(provider.issuer.rstrip("/") + _WELL_KNOWN)
    if told.get("issuer") != provider.issuer or not all(
        is_private(str(told.get(each))) for each in _ADDRESSES
    ):
        raise ProviderSilent
    _said_lately[provider.issuer] = (time.monotonic() + _REMEMBERED, told)
    return told


def forget_providers() -> None:
    """Ask anew what each provider says of itself."""
    _said_lately.clear()


def address_to_go_to(provider: IdentityProvider, told: Claims, asked: Asked, *, back_to: str) -> str:
    """Return where the browser is sent to sign in."""
    digest = hashlib.sha256(asked.verifier.encode()).digest()
    query = {
        "response_type": "code",
        "scope": "openid email",
        "client_id": provider.client_id,
        "redirect_uri": back_to,
        "state": asked.state,
        "nonce": asked.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
        **({"acr_values": provider.acr_values} if provider.acr_values else {}),
    }
    address = str(told["authorization_endpoint"])
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"


def redeem(provider: IdentityProvider, code: str, asked: Asked, *, back_to: str, now: datetime) -> Claims:
    """Exchange a code for what the provider says of the person, and verify it.

    Raises:
        ProviderSilent: the provider did not take the code, or did not answer.
        TokenRefused: its token is not for this hub, this try or this time, or not signed by it.
    """
    told = discover(provider)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back_to,
        "code_verifier": asked.verifier,
    }
    tokens = ask_json(str(told["token_endpoint"]), **_as_client(provider, told, form))
    claims = _verified(provider, str(tokens.get("id_token")), ask_json(str(told["jwks_uri"])))
    _check(provider, claims, asked, now=now)
    return claims if "email" in claims else claims | _more(told, tokens, claims)


def _as_client(provider: IdentityProvider, told: Claims, form: dict[str, str]) -> dict[str, Any]:
    ways = told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if "client_secret_basic" not in ways:
        told_there = {"client_id": provider.client_id, "client_secret": provider.client_secret}
        return {"form": {**form, **told_there}}
    pair = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
    return {"form": form, "authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}


def _verified(provider: IdentityProvider, token: str, keys: Claims) -> dict[str, Any]:
    try:
        known = [each for each in keys["keys"] if each.get("use", "sig") == "sig"]
        claims = jwt.decode(token, KeySet.import_key_set({"keys": known}), algorithms=ALGORITHMS).claims
    except (JoseError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise TokenRefused from error
    if claims.get("iss") != provider.issuer or not isinstance(claims.get("sub"), str):
        raise TokenRefused
    return claims


def _check(provider: IdentityProvider, claims: Claims, asked: Asked, *, now: datetime) -> None:
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    is_alone = len(audiences) == 1
    authorised = claims.get("azp", provider.client_id if is_alone else None)
    if provider.client_id not in audiences or authorised != provider.client_id:
        raise TokenRefused
    expires, issued, moment = claims.get("exp"), claims.get("iat"), now.timestamp()
    if not isinstance(expires, int | float) or not isinstance(issued, int | float):
        raise TokenRefused
    is_timely = moment - OLDEST <= issued <= moment + CLOCKS_DIFFER_BY and moment < expires + CLOCKS_DIFFER_BY
    nonce = claims.get("nonce")
    if not is_timely or not isinstance(nonce, str) or not secrets.compare_digest(nonce, asked.nonce):
        raise TokenRefused


def _more(told: Claims, tokens: Claims, claims: Claims) -> dict[str, Any]:
    """Return the e-mail address that the provider names beside its token, and whether it is confirmed.

    What the token itself says of being confirmed is not about this address.
    """
    address = told.get("userinfo_endpoint")
    if not isinstance(address, str):
        return {}
    more = ask_json(address, authorization=f"Bearer {tokens.get('access_token')}")
    if more.get("sub") != claims["sub"]:
        raise TokenRefused
    return {name: more.get(name) for name in ("email", "email_verified")}
