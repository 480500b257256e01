"""How sign-in behaves here: nobody signs up, mail goes through the outbox, and what happens is audited."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse

from onward.access.models import Person
from onward.emails.kinds import EmailKind
from onward.emails.services import queue_email
from onward.web.brand import BRAND
from onward.web.clock import now
from onward.web.sign_in.acts import write_act

REAUTHENTICATION_TIMEOUT = 300.0
"""Seconds."""
NEW_PASSWORD = "account/email/password_reset_key"  # noqa: S105 -- the name of a template


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Answers what django-allauth asks."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are invited by an administrator of their organisation."""
        return False

    def post_login(self, request: HttpRequest, user: Person, **options: Any) -> HttpResponse:
        """Note who signed in, after every factor was given."""
        write_act(user.pk, "sign_in", now=now())
        answer: HttpResponse = super().post_login(request, user, **options)
        return answer

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        """Ask for the password again only of somebody who signed in a while ago."""
        records = get_authentication_records(self.request, self.request.user)
        newest = max((each["at"] for each in records), default=0.0)
        return time.time() - newest > REAUTHENTICATION_TIMEOUT

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

    def set_password(self, user: Person, password: str) -> None:
        """Set a password, and note that it was set."""
        super().set_password(user, password)
        write_act(user.pk, "set_password", now=now())
