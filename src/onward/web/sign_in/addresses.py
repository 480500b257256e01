"""Where people sign in. All of it runs with the sight of signing in, which sees no child."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa import urls as second_factors
from allauth.usersessions import urls as sessions
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path

from onward.database.sight import seen_as
from onward.foundation.sight import SIGN_IN

View = Callable[..., HttpResponse]
Addresses = Sequence[URLPattern | URLResolver]


def _seen(view: View) -> View:
    @wraps(view)
    def signing_in(request: HttpRequest, *args: Any, **captured: Any) -> HttpResponse:
        with seen_as(SIGN_IN):
            try:
                answer = view(request, *args, **captured)
            except ImmediateHttpResponse as early:
                answer = early.response
            return answer.render() if hasattr(answer, "render") else answer

    return signing_in


def _all_seen(addresses: Addresses) -> list[URLPattern | URLResolver]:
    return [_each_seen(each) for each in addresses]


def _each_seen(address: URLPattern | URLResolver) -> URLPattern | URLResolver:
    if isinstance(address, URLPattern):
        return URLPattern(address.pattern, _seen(address.callback), address.default_args, address.name)
    return URLResolver(address.pattern, _all_seen(address.url_patterns), address.default_kwargs)


ADDRESSES: Addresses = _all_seen(
    [
        path("sign-in", account.login, name="account_login"),
        path("sign-out", account.logout, name="account_logout"),
        path("stopped", account.account_inactive, name="account_inactive"),
        path("again", account.reauthenticate, name="account_reauthenticate"),
        path("password/change", account.password_change, name="account_change_password"),
        path("password/set", account.password_set, name="account_set_password"),
        path("password/forgotten", account.password_reset, name="account_reset_password"),
        path("password/forgotten/sent", account.password_reset_done, name="account_reset_password_done"),
        re_path(
            r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)$",
            account.password_reset_from_key,
            name="account_reset_password_from_key",
        ),
        path(
            "password/new/done",
            account.password_reset_from_key_done,
            name="account_reset_password_from_key_done",
        ),
        path("second-factor/", include(second_factors)),
        path("sessions/", include(sessions)),
    ]
)
