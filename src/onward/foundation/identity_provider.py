"""Who vouches for people from outside: an OpenID Connect provider, as the operator named it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

DEFAULT_NAME: Final = "your organisation's account"
_THIS_MACHINE: Final = {"127.0.0.1", "localhost", "::1"}
_CLAIMS: Final = ("amr", "acr")


@dataclass(frozen=True, kw_only=True, slots=True)
class IdentityProvider:
    """Where people sign in outside, and as whom the hub asks there.

    `name` finishes the button "Sign in with". `vouched_by` are the claims, such as `("amr", "mfa")`, each of
    which says that a second factor was given there; without any, the hub asks for its own.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = DEFAULT_NAME
    vouched_by: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def from_texts(
        cls, *, issuer: str, client_id: str, client_secret: str, name: str, vouched_by: str
    ) -> "IdentityProvider":
        """Return what these settings say.

        Raises:
            ValueError: one is missing, the address is not private, or a claim is none that can vouch.
        """
        if not client_id or not client_secret:
            raise ValueError("ONWARD_OIDC_ISSUER needs ONWARD_OIDC_CLIENT_ID and ONWARD_OIDC_CLIENT_SECRET")
        if not is_private(issuer):
            raise ValueError("ONWARD_OIDC_ISSUER is an address that begins with https://")
        claims = [each.strip().partition("=") for each in vouched_by.split(",") if each.strip()]
        if any(claim not in _CLAIMS or not value for claim, _, value in claims):
            raise ValueError("ONWARD_OIDC_VOUCHED_BY are claims such as amr=mfa or acr=VALUE, with commas")
        return cls(
            issuer=issuer,
            client_id=client_id,
            client_secret=client_secret,
            name=name or DEFAULT_NAME,
            vouched_by=frozenset((claim, value) for claim, _, value in claims),
        )

    def vouches(self, claims: Mapping[str, Any]) -> bool:
        """Say whether the claims of a verified token say that a second factor was given."""
        methods = claims.get("amr")
        said = (
            {("amr", each) for each in methods if isinstance(each, str)}
            if isinstance(methods, list)
            else set()
        )
        if isinstance(claims.get("acr"), str):
            said.add(("acr", claims["acr"]))
        return bool(said & self.vouched_by)

    @property
    def acr_values(self) -> str:
        """The strengths of sign-in that the provider is asked for, with blanks between."""
        return " ".join(sorted(value for claim, value in self.vouched_by if claim == "acr"))


def is_private(address: str) -> bool:
    """Say whether nobody on the way can read what is sent there: TLS, or this very machine."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _THIS_MACHINE)
    )
