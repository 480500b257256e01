"""The page of everything by which somebody signs in, and the change to another phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import flows
from allauth.mfa.totp.views import ActivateTOTPView
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic.edit import FormView

from onward.access.models import Person
from onward.web.components import Cell, Column, Row, Tag
from onward.web.plain_pages import columns
from onward.web.sign_in.factors import OPENS_ALONE
from onward.web.wording import count_of, moment

NEVER = "Not yet"


@dataclass(frozen=True, kw_only=True, slots=True)
class FactorsPage:
    """How somebody signs in: an app or none, passkeys, recovery codes or none."""

    has_password: bool
    has_app: bool
    app_used: str
    app_is_last: bool
    passkey_columns: Sequence[Column]
    passkeys: Sequence[Row]
    has_codes: bool
    codes_left: str


class Factors(IndexView):  # type: ignore[misc]
    """Show them all in one place."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Add the page."""
        context = super().get_context_data(**given)
        return {**context, "page": _page(self.request.user, context["authenticators"])}


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class AnotherPhone(ActivateTOTPView):  # type: ignore[misc]
    """Set up the authenticator app anew, in place of the one on a phone that is gone or full."""

    def dispatch(self, request: HttpRequest, *given: Any, **options: Any) -> HttpResponseBase:
        """Pass over the question whether there is one already."""
        return FormView.dispatch(self, request, *given, **options)

    def form_valid(self, form: Any) -> HttpResponse:
        """Take the new one for the old one, both at once."""
        Authenticator.objects.filter(user=self.request.user, type=Authenticator.Type.TOTP).delete()
        flows.activate_totp(self.request, form)
        return HttpResponseRedirect(reverse("mfa_index"))


def _page(person: Person, found: dict[str, Any]) -> FactorsPage:
    app, codes = found.get("totp"), found.get("recovery_codes")
    passkeys = found.get("webauthn", [])
    left = len(codes.get_unused_codes()) if codes else 0
    return FactorsPage(
        has_password=person.has_usable_password(),
        has_app=app is not None,
        app_used=_used(app.instance.last_used_at) if app else "",
        app_is_last=not passkeys,
        passkey_columns=columns("Name", "Added", "Last used"),
        passkeys=[_row(each.instance) for each in passkeys],
        has_codes=codes is not None,
        codes_left=f"{count_of(left, 'code')} left" if left else "None left: make new ones",
    )


def _row(passkey: Authenticator) -> Row:
    address = reverse("mfa_edit_webauthn", args=[passkey.pk])
    alone = (Tag(text="Opens without password", tone="info"),) if passkey.data.get(OPENS_ALONE) else ()
    return Row(
        cells=[
            Cell(text=passkey.wrap().name, href=address, tags=alone),
            moment(passkey.created_at),
            _used(passkey.last_used_at),
        ]
    )


def _used(last: datetime | None) -> str:
    return moment(last) if last else NEVER
