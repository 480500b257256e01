"""The demonstration's people: one a role, each with a password and a second factor of this installation.

They are invited once. Passwords and secrets lie in a file of the data folder that only its owner may read.
"""

import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.hashers import make_password

from onward.access import services as access
from onward.access.facts import NATIONAL_SERVICE, Organisation, at_authority, at_school
from onward.access.models import Person
from onward.access.roles import BY_NAME, Role
from onward.database.sight import seen_as
from onward.directory.register import Register, SchoolFact
from onward.directory.school_kinds import SchoolType
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.foundation.errors import OnwardError
from onward.foundation.sight import SIGN_IN

FILE_NAME = "demo-people.json"
_CAST = (
    ("Isla Office", "school-office", "school"),
    ("Ailsa Angus", "s2s-coordinator", "authority"),
    ("Callum Case", "cme-coordinator", "authority"),
    ("Nairn National", "national-cme-officer", "national"),
    ("Una Figures", "analyst", "national"),
    ("Skye Admin", "administrator", "authority"),
    ("Finlay Figures", "analyst", "national"),
    ("Morven Operator", "operator", "national"),
)


class DemoPeopleMissing(OnwardError):
    """There are no demo people in this installation. ./onward up, without --empty, makes them."""

    code = "demo-people-missing"


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    """One person of the demo, with what they need to sign in. Printing it hides the secrets."""

    name: str
    email: str
    role: str
    where: str
    password: str = field(repr=False)
    totp_secret: str = field(repr=False)

    def code(self) -> str:
        """Return the six digits that an authenticator app would show now."""
        counter = list(totp.yield_hotp_counters_from_time())
        return str(totp.format_hotp_value(totp.hotp_value(self.totp_secret, counter[len(counter) // 2])))


def invite_demo_people(*, register: Register, by: Actor, now: datetime) -> tuple[DemoPerson, ...]:
    """Invite the demo's people, one a role, and return them with fresh passwords and second factors.

    Raises:
        NotPermitted: the actor does not administer people.
    """
    school = demo_school(register)
    authority = school.authority_id
    places = {
        "school": (at_school(school.id), school.name),
        "authority": (at_authority(authority), register.authorities[authority]),
        "national": (NATIONAL_SERVICE, "the national service"),
    }
    return tuple(_invite(name, BY_NAME[role], *places[where], by=by, now=now) for name, role, where in _CAST)


def demo_school(register: Register) -> SchoolFact:
    """Return the school where the demo's school office is: a primary of the first authority."""
    authority = sorted(code for code in register.authorities if register.authorities[code])[0]
    primaries = (
        each
        for each in register.by_id.values()
        if each.takes_part and each.authority_id == authority and each.type is SchoolType.PRIMARY
    )
    return min(primaries, key=lambda each: each.key)


def keep_demo_people(folder: Path, people: Sequence[DemoPerson]) -> None:
    """Write the people into the data folder, readable by this user only, in place of any before."""
    fresh = folder / f"{FILE_NAME}.new"
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump([asdict(each) for each in people], file, indent=2)
    fresh.replace(folder / FILE_NAME)


def read_demo_people(folder: Path) -> tuple[DemoPerson, ...]:
    """Return the people that lie in the data folder.

    Raises:
        DemoPeopleMissing: there are none; the text says what to do.
    """
    try:
        text = (folder / FILE_NAME).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise DemoPeopleMissing from error
    return tuple(DemoPerson(**each) for each in json.loads(text))


def _invite(name: str, role: Role, at: Organisation, where: str, *, by: Actor, now: datetime) -> DemoPerson:
    email = f"{name.split(maxsplit=1)[0].lower()}@demo.example"
    person_id = access.invite_person(email=email, name=name, by=by, at=at, now=now)
    access.give_role(
        person_id=person_id, role=role.name, at=at, from_on=today_in_scotland(now), by=by, now=now
    )
    password, secret = secrets.token_urlsafe(12), totp.generate_totp_secret()
    _let_sign_in(person_id, password, secret)
    return DemoPerson(
        name=name, email=email, role=role.title, where=where, password=password, totp_secret=secret
    )


def _let_sign_in(person_id: UUID, password: str, secret: str) -> None:
    with seen_as(SIGN_IN):
        person = Person.objects.get(pk=person_id)
        person.password = make_password(password)
        person.save(update_fields=["password"])
        totp.TOTP.activate(person, secret)
