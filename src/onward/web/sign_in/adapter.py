"""How sign-in behaves here: nobody signs up, mail goes through the outbox, and what happens is audited."""

import time
from collections.abc import Mapping
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from onward.access.models import Person
from onward.emails.kinds import EmailKind
from onward.emails.services import queue_email
from onward.web.brand import BRAND
from onward.web.clock import now
from onward.web.sign_in.acts import write_act
from onward.web.sign_in.kept_answers import kept_for

REAUTHENTICATION_TIMEOUT = 300.0
"""Seconds."""
NEW_PASSWORD = "account/email/password_reset_key"  # noqa: S105 -- the name of a template


_SAYS: Final[Mapping[str, str]] = {
    "mfa/messages/totp_activated.txt": "Your authenticator app is set up.",
    "mfa/messages/totp_deactivated.txt": "Your authenticator app is put away.",
    "mfa/messages/webauthn_added.txt": "Your passkey is set up.",
    "mfa/messages/webauthn_removed.txt": "The passkey is removed.",
    "mfa/messages/recovery_codes_generated.txt": "Your new recovery codes are ready.",
    "account/messages/password_changed.txt": "Your password is changed.",
    "account/messages/password_set.txt": "Your password is set.",
    "usersessions/messages/sessions_logged_out.txt": "You are signed out everywhere else.",
}
"""What is said of what was done, by the framework's name for it; of all else nothing is said."""
_WAYS: Final[Mapping[str, str]] = {
    "reauthenticate": "Use my password",
    "mfa_reauthenticate": "Use a code",
    "mfa_reauthenticate:webauthn": "Use my passkey",
}
_ACTS: Final[Mapping[str, str]] = {
    "mfa/email/totp_activated": "add_authenticator_app",
    "mfa/email/totp_deactivated": "remove_authenticator_app",
    "mfa/email/webauthn_added": "add_passkey",
    "mfa/email/webauthn_removed": "remove_passkey",
    "mfa/email/recovery_codes_generated": "make_recovery_codes",
}
"""What the audit is told, by the framework's name for what was done."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Answers what django-allauth asks."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not correct.",
        "too_many_login_attempts": (
            "Too many wrong attempts for this e-mail address. Wait five minutes, then try again."
        ),
        "rate_limited": "Too many attempts. Wait a minute, then try again.",
        "incorrect_password": "That is not your password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are invited by an administrator of their organisation."""
        return False

    def get_login_stages(self) -> list[str]:
        """Return the steps of signing in, with our own for the second factor."""
        own = {"allauth.mfa.stages.AuthenticateStage": "onward.web.sign_in.stages.SecondFactorStage"}
        return [own.get(each, each) for each in super().get_login_stages()]

    def post_login(self, request: HttpRequest, user: Person, **options: Any) -> HttpResponse:
        """Note who signed in, after every factor was given."""
        write_act(user.pk, "sign_in", now=now())
        answer: HttpResponse = super().post_login(request, user, **options)
        return redirect("kept_answers") if kept_for(user.pk, now=now()) else answer

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        """Ask for the password again only of somebody who signed in a while ago."""
        records = get_authentication_records(self.request, self.request.user)
        newest = max((each["at"] for each in records), default=0.0)
        return time.time() - newest > REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, str]]:
        """Return the ways in which somebody can show once more who they are."""
        ways: list[dict[str, str]] = super().get_reauthentication_methods(user)
        return [{**each, "description": _WAYS.get(each["id"], each["description"])} for each in ways]

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note that somebody tried a person's name and did not know the password."""
        person = Person.objects.filter(email=credentials.get("email", "").strip().lower()).first()
        if person is not None:
            write_act(person.pk, "sign_in_failed", now=now())
        super().authentication_failed(request, **credentials)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the one e-mail that signing in needs; its words are in the table of kinds."""
        if template_prefix == NEW_PASSWORD:
            link = context["password_reset_url"]
            queue_email(context["user"].pk, EmailKind.NEW_PASSWORD, service=BRAND.name, link=link, now=now())

    def add_message(  # noqa: PLR0917 -- so allauth calls it
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say what was done, in our own words."""
        if said := _SAYS.get(message_template or ""):
            messages.add_message(request, messages.SUCCESS, said)
        if message:
            messages.add_message(request, level, message)

    def send_notification_mail(self, template_prefix: str, user: Person, *_: Any, **__: Any) -> None:
        """Note a change of how somebody signs in."""
        if act := _ACTS.get(template_prefix):
            write_act(user.pk, act, now=now())

    def set_password(self, user: Person, password: str) -> None:
        """Set a password, and note that it was set."""
        super().set_password(user, password)
        write_act(user.pk, "set_password", now=now())
