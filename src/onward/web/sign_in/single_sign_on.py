"""Sign in with the account of one's organisation. Nobody is made known by it: only who was invited comes in.

What was asked lies signed in a cookie of its own for ten minutes, because the session's cookie does not
travel when the browser comes back from elsewhere. Therefore the answer is a page that leads on, too.
"""

from dataclasses import asdict
from typing import Final

import structlog
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

from onward.access.models import Person
from onward.database.sight import seen_as
from onward.foundation.identity_provider import IdentityProvider
from onward.foundation.sight import SIGN_IN
from onward.web.clock import now
from onward.web.seat import HAS_SECOND_FACTOR
from onward.web.sign_in.acts import write_act
from onward.web.sign_in.oidc import (
    Asked,
    Claims,
    TokenRefused,
    address_to_go_to,
    discover,
    new_request,
    redeem,
)
from onward.web.sign_in.provider_http import ProviderSilent
from onward.web.sign_in.stages import VOUCHED

log = structlog.get_logger(__name__)

COOKIE: Final = "onward_single_sign_on"
SALT: Final = "onward.single-sign-on"
PATIENCE: Final = 600
"""Seconds that somebody may take at the provider."""


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the provider."""
    provider, asked = _provider(), new_request()
    try:
        address = address_to_go_to(provider, discover(provider), asked, back_to=_back_to(request))
    except ProviderSilent as error:
        return _failed(request, error.code)
    answer = HttpResponseRedirect(address)
    kept = signing.dumps({**asdict(asked), "next": get_next_redirect_url(request) or ""}, salt=SALT)
    answer.set_cookie(
        COOKIE,
        kept,
        max_age=PATIENCE,
        path=reverse("single_sign_on_back"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Take what the provider says, and sign in whom it names, if they were invited."""
    provider = _provider()
    try:
        asked, onward_to = _asked(request)
        code = request.GET.get("code", "")
        claims = redeem(provider, code, asked, back_to=_back_to(request), now=now())
    except (ProviderSilent, TokenRefused) as error:
        return _without_cookie(_failed(request, error.code))
    with seen_as(SIGN_IN):
        return _without_cookie(_let_in(request, provider, claims, onward_to))


def _let_in(request: HttpRequest, provider: IdentityProvider, claims: Claims, onward_to: str) -> HttpResponse:
    person = _named(claims)
    if person is None or claims.get("email_verified") is not True:
        if person is not None:
            write_act(person.pk, "sign_in_failed", now=now())
        log.info("single_sign_on_refused")
        return _page(request, "account/single_sign_on_refused.html", status=403)
    is_vouched = provider.vouches(claims)
    record_authentication(request, person, "single-sign-on")
    login = Login(user=person, redirect_url=onward_to or None, state={VOUCHED: is_vouched})
    answer = perform_login(request, login)
    if is_vouched and request.user.is_authenticated:
        request.session[HAS_SECOND_FACTOR] = True
    return _page(request, "account/go_on.html", onward_to=answer["Location"])


def _named(claims: Claims) -> Person | None:
    """Return the invited, active person with exactly the e-mail address that the provider names."""
    email = claims.get("email")
    if not isinstance(email, str) or not email.isascii():
        return None
    return Person.objects.filter(email=email.lower(), is_active=True).first()


def _asked(request: HttpRequest) -> tuple[Asked, str]:
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=PATIENCE)
    except signing.BadSignature as error:
        raise TokenRefused from error
    onward_to = kept.pop("next")
    asked = Asked(**kept)
    if request.GET.get("state", "") != asked.state or "code" not in request.GET:
        raise TokenRefused
    is_ours = url_has_allowed_host_and_scheme(onward_to, allowed_hosts={request.get_host()})
    return asked, onward_to if is_ours else ""


def _provider() -> IdentityProvider:
    provider: IdentityProvider | None = settings.ONWARD.identity_provider
    if provider is None:
        raise Http404
    return provider


def _back_to(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("single_sign_on_back"))


def _failed(request: HttpRequest, reason: str) -> HttpResponse:
    log.warning("single_sign_on_failed", reason=reason)
    return _page(request, "account/single_sign_on_failed.html", status=400)


def _page(request: HttpRequest, template: str, *, status: int = 200, **given: str) -> HttpResponse:
    return HttpResponse(render_to_string(template, given, request=request), status=status)


def _without_cookie(answer: HttpResponse) -> HttpResponse:
    answer.delete_cookie(COOKIE, path=reverse("single_sign_on_back"), samesite="Lax")
    return answer


ADDRESSES: list[URLPattern] = [
    path("single-sign-on", start, name="single_sign_on"),
    path("single-sign-on/back", come_back, name="single_sign_on_back"),
]
