"""POST /oauth/token: a school system proves itself and gets an access token (RFC 6749, client credentials).

The errors are those of the RFC, not problem+json, because every OAuth client expects them so.
"""

import base64
import binascii
from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import unquote_plus

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from onward.access import services as access
from onward.access.errors import CredentialRefused
from onward.access.facts import SystemFact
from onward.api.authentication import keep_pace
from onward.api.clock import now
from onward.api.errors import TooManyRequests
from onward.api.problem_answers import answer_exception
from onward.api.requests import ApiRequest
from onward.api.tokens import LIFETIME, sign_token

_ONCE: Final = ("grant_type", "client_id", "client_secret", "scope")
_NOT_STORED: Final = {"Cache-Control": "no-store", "Pragma": "no-cache"}

_log = structlog.get_logger("onward.api")


class TokenNotGiven(Exception):
    """No token is given. `error` is the code of RFC 6749, section 5.2."""

    def __init__(self, error: str, description: str) -> None:
        """Keep the code and the plain words."""
        super().__init__(description)
        self.error = error


@dataclass(frozen=True, kw_only=True)
class _Proof:
    client_id: str
    secret: str


@csrf_exempt
def token(request: HttpRequest) -> HttpResponse:
    """Give a token to a school system that proves itself, by Basic authentication or in the form."""
    try:
        return _given(cast("ApiRequest", request))
    except TokenNotGiven as refusal:
        return _refused(refusal)
    except TooManyRequests as error:
        return answer_exception(request, error)


def _given(request: ApiRequest) -> HttpResponse:
    _check_form(request)
    proof = _proof(request)
    moment = now()
    try:
        system = access.authenticate(client_id=proof.client_id, secret=proof.secret, now=moment)
    except CredentialRefused as error:
        raise TokenNotGiven("invalid_client", "The client id and secret were not accepted.") from error
    keep_pace(request, system.system_id)
    scopes = _scopes(request.POST.get("scope", ""), system)
    text = sign_token(
        system_id=system.system_id,
        credential_id=system.credential_id,
        scopes=scopes,
        keys=settings.ONWARD.keys.token_keys,
        now=moment,
    )
    lifetime = int(LIFETIME.total_seconds())
    body = {"access_token": text, "token_type": "Bearer", "expires_in": lifetime}
    return JsonResponse(body | {"scope": " ".join(sorted(scopes))}, headers=_NOT_STORED)


def _check_form(request: HttpRequest) -> None:
    if request.method != "POST" or request.content_type != "application/x-www-form-urlencoded":
        raise TokenNotGiven("invalid_request", "Send a form by POST, as application/x-www-form-urlencoded.")
    if any(len(request.POST.getlist(name)) > 1 for name in _ONCE):
        raise TokenNotGiven("invalid_request", "A parameter is given more than once.")
    if not request.POST.get("grant_type"):
        raise TokenNotGiven("invalid_request", "The parameter grant_type is missing.")
    if request.POST["grant_type"] != "client_credentials":
        raise TokenNotGiven("unsupported_grant_type", "The grant_type must be client_credentials.")


def _proof(request: HttpRequest) -> _Proof:
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    posted = _Proof(client_id=request.POST.get("client_id", ""), secret=request.POST.get("client_secret", ""))
    if not scheme:
        return posted
    if posted.secret:
        raise TokenNotGiven("invalid_request", "Prove yourself in one way: Basic authentication or the form.")
    if scheme.lower() != "basic":
        raise TokenNotGiven("invalid_client", "The Authorization header must use Basic.")
    return _basic(encoded)


def _basic(encoded: str) -> _Proof:
    try:
        client_id, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, ValueError) as error:
        raise TokenNotGiven("invalid_client", "The Authorization header cannot be read.") from error
    return _Proof(client_id=unquote_plus(client_id), secret=unquote_plus(secret))


def _scopes(asked: str, system: SystemFact) -> frozenset[str]:
    wanted = frozenset(asked.split()) or system.scopes
    if not wanted <= system.scopes:
        raise TokenNotGiven("invalid_scope", "The credential does not carry every scope that was asked for.")
    return wanted


def _refused(refusal: TokenNotGiven) -> HttpResponse:
    _log.info("token-not-given", error=refusal.error)
    is_unknown = refusal.error == "invalid_client"
    challenge = {"WWW-Authenticate": 'Basic realm="onward"'} if is_unknown else {}
    body = {"error": refusal.error, "error_description": str(refusal)}
    return JsonResponse(body, status=401 if is_unknown else 400, headers=_NOT_STORED | challenge)
