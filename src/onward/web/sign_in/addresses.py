"""Where people sign in. All of it runs with the sight of signing in, which sees no child."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.account.middleware import AccountMiddleware
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.mfa import urls as second_factors
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic.base import RedirectView

from onward.database.sight import seen_as
from onward.foundation.sight import SIGN_IN
from onward.web.sign_in import factor_pages, passkeys
from onward.web.sign_in.ending import ADDRESSES as ENDING
from onward.web.sign_in.entrance import SignIn
from onward.web.sign_in.session_pages import Sessions
from onward.web.sign_in.single_sign_on import ADDRESSES as SINGLE_SIGN_ON

View = Callable[..., HttpResponse]
_LEADS_ON = AccountMiddleware(lambda _: HttpResponse())
"""Knows where to go on when a view breaks off for it."""
Addresses = Sequence[URLPattern | URLResolver]


def _seen(view: View) -> View:
    @wraps(view)
    def signing_in(request: HttpRequest, *args: Any, **captured: Any) -> HttpResponse:
        with seen_as(SIGN_IN):
            try:
                answer = view(request, *args, **captured)
            except (ImmediateHttpResponse, ReauthenticationRequired) as early:
                answer = _LEADS_ON.process_exception(request, early)
            return _drawn(request, answer)

    return signing_in


def _drawn(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Return the page, drawn while the sight lasts; with what is to be said of the last act."""
    if not isinstance(answer, TemplateResponse):
        return answer
    answer.context_data = {**(answer.context_data or {}), "flashes": list(get_messages(request))}
    return answer.render()


def _all_seen(addresses: Addresses) -> list[URLPattern | URLResolver]:
    return [_each_seen(each) for each in addresses]


def _each_seen(address: URLPattern | URLResolver) -> URLPattern | URLResolver:
    if isinstance(address, URLPattern):
        return URLPattern(address.pattern, _seen(address.callback), address.default_args, address.name)
    return URLResolver(address.pattern, _all_seen(address.url_patterns), address.default_kwargs)


_PASSKEYS: Addresses = [
    path("add/", passkeys.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("reauthenticate/", passkeys.PasskeyAgain.as_view(), name="mfa_reauthenticate_webauthn"),
    path("login/", passkeys.SignInWithPasskey.as_view(), name="mfa_login_webauthn"),
    path("keys/<int:pk>/edit/", passkeys.ChangePasskey.as_view(), name="mfa_edit_webauthn"),
    path("keys/<int:pk>/remove/", passkeys.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
]
"""In place of the framework's: what `second_factors` has under the same addresses is not reached."""

ADDRESSES: Addresses = [
    *SINGLE_SIGN_ON,
    *_all_seen(
        [
            path("sign-in", SignIn.as_view(), name="account_login"),
            *ENDING,
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
            path("second-factor/", factor_pages.Factors.as_view(), name="mfa_index"),
            path("second-factor/authenticate/", passkeys.AskSecondFactor.as_view(), name="mfa_authenticate"),
            path("second-factor/totp/another", factor_pages.AnotherPhone.as_view(), name="another_phone"),
            path("second-factor/webauthn/", RedirectView.as_view(pattern_name="mfa_index")),
            path("second-factor/webauthn/", include(_PASSKEYS)),
            path("second-factor/", include(second_factors)),
            path("sessions/", Sessions.as_view(), name="usersessions_list"),
        ]
    ),
]
