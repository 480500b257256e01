"""The people who open the measured pages: one a role, each signed in with both factors."""

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from onward.access import services as access
from onward.access.facts import NATIONAL_SERVICE, Organisation, at_authority, at_school
from onward.access.models import Person
from onward.access.roles import BY_NAME, Held
from onward.database.sight import seen_as
from onward.demo.page_bench.pages import OF_AUTHORITY, OF_SCHOOL, PAGES
from onward.demo.page_bench.things import Place
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.foundation.sight import SIGN_IN
from onward.web.seat import HAS_SECOND_FACTOR

_ADMINISTRATORS: Final = {OF_SCHOOL: Held.SCHOOL, OF_AUTHORITY: Held.AUTHORITY}


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody in one role; `cookie` is what a browser sends for them."""

    person_id: UUID
    role: str
    cookie: str


def invite_visitors(place: Place, *, by: Actor, now: datetime) -> dict[str, UUID]:
    """Return who opens the pages, by role; who was invited by an earlier bench stays who they are."""
    return {each: _invite(each, place, by=by, now=now) for each in sorted({page.role for page in PAGES})}


def sign_in(person_id: UUID, role: str) -> Visitor:
    """Return the person as somebody who has just given both factors, in a new session."""
    with seen_as(SIGN_IN):
        person = Person.objects.get(pk=person_id)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person_id)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[HAS_SECOND_FACTOR] = True
    session.create()
    return Visitor(
        person_id=person_id, role=role, cookie=f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
    )


def _invite(name: str, place: Place, *, by: Actor, now: datetime) -> UUID:
    role = BY_NAME["administrator" if name in _ADMINISTRATORS else name]
    held = _ADMINISTRATORS.get(name) or sorted(role.held_in)[0]
    at = _organisation(held, place)
    email = f"bench-{name.replace(' ', '-')}@bench.example"
    person_id = access.invite_person(email=email, name=f"Bench {role.title}", by=by, at=at, now=now)
    access.give_role(
        person_id=person_id, role=role.name, at=at, from_on=today_in_scotland(now), by=by, now=now
    )
    return person_id


def _organisation(held: Held, place: Place) -> Organisation:
    if held is Held.SCHOOL:
        return at_school(place.school_id)
    return at_authority(place.authority_id) if held is Held.AUTHORITY else NATIONAL_SERVICE
