"""People of the cast, with a role at an organisation, signed in with both factors."""

from datetime import datetime
from uuid import UUID

from django.test import Client

from onward.access import services as access
from onward.access.facts import Organisation
from onward.access.models import Person
from onward.database.sight import seen_as
from onward.foundation.actor import job
from onward.foundation.clock import today_in_scotland
from onward.foundation.sight import SIGN_IN
from onward.web.seat import HAS_SECOND_FACTOR

TESTS = job("tests")


def employ(role: str, at: Organisation, *, now: datetime, email: str = "", name: str = "Ailsa Angus") -> UUID:
    """Invite somebody and give them a role; return their id."""
    person_id = access.invite_person(
        email=email or f"{role}@cast.example", name=name, by=TESTS, at=at, now=now
    )
    access.give_role(person_id=person_id, role=role, at=at, from_on=today_in_scotland(now), by=TESTS, now=now)
    return person_id


def signed_in(person_id: UUID) -> Client:
    """Return a client of somebody who has given both factors."""
    client = Client()
    with seen_as(SIGN_IN):
        client.force_login(Person.objects.get(pk=person_id))
    session = client.session
    session[HAS_SECOND_FACTOR] = True
    session.save()
    return client
