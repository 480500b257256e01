"""One person in each seat of the website: at Angus, at its school Arbroath, and nationally."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from django.test import Client
from tests.harness.cast import Cast
from tests.harness.people import TESTS, employ, signed_in

from onward.access import services as access
from onward.access.facts import NATIONAL_SERVICE, Organisation, at_authority, at_school
from onward.access.models import Person
from onward.database.sight import seen_as
from onward.foundation.sight import SIGN_IN

_TABLE: Final = Path(__file__).with_name("web_matrix.txt")
ROLES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "office": ("school-office", "school"),
        "s2s": ("s2s-coordinator", "council"),
        "cme": ("cme-coordinator", "council"),
        "national": ("national-cme-officer", "national"),
        "protection": ("protection-officer", "national"),
        "partner": ("partner", "national"),
        "inspector": ("inspector", "council"),
        "analyst": ("analyst", "national"),
        "admin-school": ("administrator", "school"),
        "admin-council": ("administrator", "council"),
        "operator": ("operator", "national"),
    }
)
"""Each seat: the role, and the kind of organisation where it is held."""


def table() -> dict[str, tuple[str, frozenset[str]]]:
    """Return what the table says: for each page how it is used, and the seats that it opens to."""
    lines = [line.split() for line in _TABLE.read_text(encoding="utf-8").splitlines()]
    heading, *rows = (line for line in lines if line and line[0] != "#")
    assert heading == ["page", "how", *ROLES]
    assert all(set(marks) <= {"yes", "-"} and len(marks) == len(ROLES) for _, _, *marks in rows)
    return {
        name: (how, frozenset(seat for seat, mark in zip(ROLES, marks, strict=True) if mark == "yes"))
        for name, how, *marks in rows
    }


def take_seats(cast: Cast) -> dict[str, Client]:
    """Return one signed in client a seat, with Angus and Arbroath for what is held there."""
    places = {
        "school": at_school(cast.schools["arbroath"].id),
        "council": at_authority("120"),
        "national": NATIONAL_SERVICE,
    }
    return {
        seat: seated(cast, role, places[kind], email=f"{seat}@cast.example")
        for seat, (role, kind) in ROLES.items()
    }


def seated(cast: Cast, role: str, at: Organisation, *, email: str) -> Client:
    """Return the client of somebody new in a role."""
    return signed_in(employ(role, at, now=cast.now, email=email))


def without_role(cast: Cast, *, email: str) -> Client:
    """Return the client of somebody who signed in, and holds no role."""
    at = at_authority("120")
    return signed_in(access.invite_person(email=email, name="Norah Norole", by=TESTS, at=at, now=cast.now))


def without_second_factor(client: Client) -> Client:
    """Return a client of the same person who has given the password only."""
    bare = Client()
    with seen_as(SIGN_IN):
        bare.force_login(Person.objects.get(pk=client.session["_auth_user_id"]))
    return bare
