"""How sign-in behaves here: nobody signs up, mail goes through the outbox, and what happens is audited."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from onward.access.models import Person
from onward.web.clock import now
from onward.web.sign_in.acts import write_act


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

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note that somebody tried a person's name and did not know the password."""
        person = Person.objects.filter(email=credentials.get("email", "").strip().lower()).first()
        if person is not None:
            write_act(person.pk, "sign_in_failed", now=now())
        super().authentication_failed(request, **credentials)

    def set_password(self, user: Person, password: str) -> None:
        """Set a password, and note that it was set."""
        super().set_password(user, password)
        write_act(user.pk, "set_password", now=now())
