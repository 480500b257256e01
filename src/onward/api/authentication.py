"""Who is calling: read the access token, ask whether its credential still stands, and keep the pace."""

import time
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Final, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja.security.http import HttpAuthBase

from onward.access.facts import SystemFact
from onward.access.queries import standing_of
from onward.access.remembered import Remembered
from onward.access.scopes import MEANINGS, Scope
from onward.api.clock import now
from onward.api.errors import InsufficientScope, TokenMissing, TokenRefused, TooManyRequests
from onward.api.requests import ApiRequest
from onward.api.token_bucket import Buckets, Pace
from onward.api.tokens import AccessToken, read_token

_read: Remembered[str, AccessToken] = Remembered(for_=timedelta(minutes=1), at_most=5_000)


class SchoolSystem(HttpAuthBase):
    """Let pass a school system whose token carries one of `scopes`, as long as it keeps the pace.

    The endpoint then finds in `request.auth` which system it is.
    """

    openapi_type = "oauth2"
    openapi_flows: Final = {
        "clientCredentials": {
            "tokenUrl": "/oauth/token",
            "scopes": {scope.value: text for scope, text in MEANINGS.items()},
        }
    }

    def __init__(self, *scopes: Scope) -> None:
        super().__init__()
        self.scopes = scopes

    def __call__(self, request: HttpRequest) -> SystemFact:
        """Return who is calling.

        Raises:
            TokenMissing: the request carries no token.
            TokenRefused: the token is no good, or its credential does not stand any more.
            TooManyRequests: the system is over its pace.
            InsufficientScope: the token carries none of the scopes.
        """
        caller = _caller(_bearer(request))
        keep_pace(cast("ApiRequest", request), caller.system_id)
        if caller.scopes.isdisjoint(self.scopes):
            raise InsufficientScope(*self.scopes)
        return caller


def forget_callers() -> None:
    """Forget paces and tokens that this process remembers."""
    _read.forget()
    _buckets.cache_clear()


def _bearer(request: HttpRequest) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise TokenMissing
    return token.strip()


def _caller(text: str) -> SystemFact:
    moment = now()
    token = _read.get(
        text, now=moment, look_up=lambda: read_token(text, keys=settings.ONWARD.keys.token_keys, now=moment)
    )
    standing = standing_of(token.credential_id, now=moment)
    if standing is None or moment >= token.expires_at:
        raise TokenRefused
    return replace(standing, scopes=token.scopes & standing.scopes)


def keep_pace(request: ApiRequest, system_id: UUID) -> None:
    """Count a request of this system.

    Raises:
        TooManyRequests: the system is over its pace.
    """
    request.taken = _buckets().take(system_id, time.monotonic())
    if not request.taken.is_allowed:
        raise TooManyRequests(request.taken.retry_after)


@cache
def _buckets() -> Buckets:
    per_second = settings.ONWARD.requests_per_second
    return Buckets(Pace(per_second=per_second, burst=2 * per_second))
