"""People with a password and an authenticator app, who sign in at the pages as everybody does."""

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client

from onward.access.models import Person
from onward.database.sight import seen_as
from onward.foundation.sight import SIGN_IN

PASSWORD = "three words put together"
SIGN_IN_PAGE = "/account/sign-in"
SECOND_FACTOR = "/account/second-factor/authenticate/"


def person_of(person_id: UUID) -> Person:
    with seen_as(SIGN_IN):
        return Person.objects.get(pk=person_id)


def give_password_to(person_id: UUID, password: str = PASSWORD) -> Person:
    """Let somebody have a password."""
    person = person_of(person_id)
    with seen_as(SIGN_IN):
        person.set_password(password)
        person.save(update_fields=["password"])
    return person


def give_app_to(person_id: UUID) -> str:
    """Set up somebody's authenticator app; return its secret."""
    secret: str = totp.generate_totp_secret()
    with seen_as(SIGN_IN):
        totp.TOTP.activate(person_of(person_id), secret)
    return secret


def code_of(secret: str) -> str:
    """Return what an authenticator app shows now; each code is taken once, so forget that it was used."""
    with seen_as(SIGN_IN):
        cache.clear()
    code: str = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    return code


def give_both(client: Client, email: str, secret: str, **also: str) -> Any:
    """Give password and code; return the last answer."""
    client.post(SIGN_IN_PAGE, {"login": email, "password": PASSWORD, **also})
    return client.post(SECOND_FACTOR, {"code": code_of(secret)})


def factors_of(person_id: UUID) -> list[str]:
    """Return the kinds of what somebody has beside the password."""
    with seen_as(SIGN_IN):
        return sorted(Authenticator.objects.filter(user_id=person_id).values_list("type", flat=True))
