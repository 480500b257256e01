"""Passkeys: add one, name it, use it at sign-in, remove it. The browser's part is in `static/passkeys.js`."""

import re
from typing import Any, Final

from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views
from allauth.mfa.webauthn.internal import flows
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy

from onward.web.sign_in.factors import OPENS_ALONE, factors_of, is_last_factor
from onward.web.sign_in.passkey_forms import (
    AddPasskeyForm,
    PasskeyAgainForm,
    PasskeyAloneForm,
    PasskeyForm,
    RenamePasskeyForm,
)

_NUMBER: Final = re.compile(r"\[|[\d.]+(:\d+)?$")


def can_be_used(request: HttpRequest) -> bool:
    """Say whether browsers take passkeys here: they want the hub to be reached by a name, not a number."""
    return not _NUMBER.match(request.get_host())


class AddPasskey(views.AddWebAuthnView):  # type: ignore[misc]
    """Set up a passkey. Whoever has no other factor gets recovery codes with it."""

    def get_form_class(self) -> type[AddPasskeyForm]:
        """Return our own form."""
        return AddPasskeyForm

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Add whether a passkey can be made here; the form keeps what was typed."""
        return {
            **super().get_context_data(**given),
            "form": given.get("form") or self.get_form(),
            "can_be_used": can_be_used(self.request),
        }

    def form_valid(self, form: AddPasskeyForm) -> HttpResponse:
        """Keep it, and whether it opens the door alone."""
        told = form.cleaned_data
        added, codes = flows.add_authenticator(self.request, name=told["name"], credential=told["credential"])
        added.data[OPENS_ALONE] = told["passwordless"]
        added.save(update_fields=["data"])
        return HttpResponseRedirect(reverse("mfa_view_recovery_codes" if codes else "mfa_index"))


class ChangePasskey(views.EditWebAuthnView):  # type: ignore[misc]
    """Show a passkey, give it another name, lead on to its removal."""

    success_url = reverse_lazy("mfa_index")

    def get_form_class(self) -> type[RenamePasskeyForm]:
        """Return our own form."""
        return RenamePasskeyForm

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Add whether it may be removed."""
        is_last = is_last_factor(self.object)
        return {**super().get_context_data(**given), "passkey": self.object, "is_last": is_last}


class RemovePasskey(views.RemoveWebAuthnView):  # type: ignore[misc]
    """Remove a passkey, unless it is all that there is beside the password."""

    success_url = reverse_lazy("mfa_index")

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Add its name, and whether it may be removed."""
        name, is_last = self.object.wrap().name, is_last_factor(self.object)
        return {**super().get_context_data(**given), "name": name, "is_last": is_last}

    def form_valid(self, form: Any) -> HttpResponse:
        """Look once more, for another may have been removed meanwhile."""
        if not get_adapter().can_delete_authenticator(self.object):
            refused: HttpResponse = self.render_to_response(self.get_context_data(form=form))
            return refused
        answer: HttpResponse = super().form_valid(form)
        return answer


class AskSecondFactor(AuthenticateView):  # type: ignore[misc]
    """Ask for the second factor that somebody has: the app's code, a passkey, or a recovery code."""

    def get_webauthn_form_class(self) -> type[PasskeyForm]:
        """Return our own form."""
        return PasskeyForm

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Add what the person has."""
        kinds = {each.type for each in factors_of(self.stage.login.user)}
        return {
            **super().get_context_data(**given),
            "has_app": Authenticator.Type.TOTP in kinds,
            "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
            "can_be_used": can_be_used(self.request),
        }


class PasskeyAgain(views.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """Ask for a passkey again before something is changed about how one signs in."""

    def get_form_class(self) -> type[PasskeyAgainForm]:
        """Return our own form."""
        return PasskeyAgainForm

    def form_invalid(self, form: PasskeyAgainForm) -> HttpResponse:
        """Say what was wrong."""
        answer: HttpResponse = self.render_to_response({**self.get_context_data(), "form": form})
        return answer

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Add whether browsers take passkeys here."""
        form = given.get("form") or self.get_form_class()(user=authenticated_user(self.request))
        return {
            **super().get_context_data(**given),
            "form": form,
            "can_be_used": can_be_used(self.request),
        }


class SignInWithPasskey(views.LoginWebAuthnView):  # type: ignore[misc]
    """Sign in with a passkey alone, where its owner chose so."""

    def get_form_class(self) -> type[PasskeyAloneForm]:
        """Return our own form."""
        return PasskeyAloneForm

    def form_valid(self, form: PasskeyAloneForm) -> HttpResponse:
        """Sign its owner in, and lead on to where they wanted to go."""
        passkey = form.cleaned_data["credential"]
        login = Login(user=passkey.user, redirect_url=get_next_redirect_url(self.request))
        answer: HttpResponse = flows.perform_passwordless_login(self.request, passkey, login)
        return answer
