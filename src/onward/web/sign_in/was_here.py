"""Who sat here when a session ended: a signed cookie that proves it for a few hours, and opens nothing.

It lets the answers that somebody typed be kept for that person. It is taken away by signing out, and holds no
longer once the person has left or has another password.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from onward.access.models import Person
from onward.database.sight import seen_as
from onward.foundation.sight import SIGN_IN
from onward.web.seat import PageRequest

COOKIE: Final = "onward_was_here"
SALT: Final = "onward.was-here"
SIGNED_ANEW_AFTER: Final = timedelta(hours=1)
HOLDS_FOR: Final = timedelta(hours=10)
"""Eight hours beyond the longest session that was signed just before it was due to be signed anew."""
_LENGTH: Final = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class WasHere:
    """One person in one of their seats."""

    person_id: UUID
    membership_id: int


def remember(request: PageRequest, answer: HttpResponseBase) -> None:
    """Let the browser prove later who is here now. It is told anew once an hour, and with another seat."""
    seat = request.seat
    known = _read(request, max_age=SIGNED_ANEW_AFTER)
    if known is not None and known[:2] == (str(seat.person_id), seat.membership_id):
        return
    told = [str(seat.person_id), seat.membership_id, _mark(request.user)]
    answer.set_cookie(
        COOKIE,
        signing.dumps(told, salt=SALT),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def who_was_here(request: HttpRequest) -> WasHere | None:
    """Return who sat here; None if nobody did, they signed out, or may no longer sign in so."""
    told = _read(request, max_age=HOLDS_FOR)
    if told is None:
        return None
    with seen_as(SIGN_IN):
        person = Person.objects.filter(pk=told[0], is_active=True).first()
    if person is None or _mark(person) != told[2]:
        return None
    return WasHere(person_id=person.pk, membership_id=told[1])


def forget(answer: HttpResponseBase) -> None:
    """Let the browser prove nothing any more."""
    answer.delete_cookie(COOKIE, samesite="Strict")


def _read(request: HttpRequest, *, max_age: timedelta) -> tuple[str, int, str] | None:
    said = request.COOKIES.get(COOKIE, "")
    try:
        person, membership, mark = signing.loads(said, salt=SALT, max_age=max_age)
    except signing.BadSignature:
        return None
    return person, membership, mark


def _mark(person: object) -> str:
    """Return what changes with the password."""
    return str(person.get_session_auth_hash())[:_LENGTH] if isinstance(person, Person) else ""
