"""The schools, the roll and the one school system of the measured hub."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from onward.access import services as access
from onward.access.facts import IssuedCredential
from onward.access.scopes import ALL
from onward.cli.bench.sayings import pupil
from onward.cli.bench.sizes import SCHOOLS
from onward.database.gathering import gathered
from onward.database.sight import seen_as
from onward.directory import services as directory
from onward.directory.authorities import AUTHORITIES
from onward.directory.register import SchoolFact
from onward.directory.school_kinds import SchoolType, Sector
from onward.directory.school_list.listed import ListedSchool
from onward.formats.forms import PupilDetails
from onward.foundation.actor import Actor, ActorKind, Door, job
from onward.foundation.clock import today_in_scotland
from onward.foundation.sight import HUB, for_school
from onward.operations.intake.items import quote
from onward.pupils.models import EnrolmentStatus
from onward.pupils.register import PupilsInHand

CLERK = job("bench")
PUPILS_AT_ONCE = 2_000
TERM_BEGAN = timedelta(days=100)


@dataclass(frozen=True, kw_only=True)
class World:
    """The schools in the order of their pupils, and the system that speaks for all of them."""

    schools: Sequence[SchoolFact]
    credential: IssuedCredential
    system: Actor

    def school_of(self, number: int) -> SchoolFact:
        """Return the school on whose roll a pupil is."""
        return self.schools[number % len(self.schools)]

    def next_school_of(self, number: int) -> SchoolFact:
        """Return the school to which a pupil goes."""
        return self.schools[(number + 1) % len(self.schools)]

    def actor_at(self, school: SchoolFact) -> Actor:
        """Return the system as it acts for one school."""
        return Actor(
            kind=self.system.kind, id=self.system.id, door=self.system.door, sight=for_school(school.id)
        )


def open_world(*, now: datetime) -> World:
    """List the schools and register the system that may act for all of them."""
    schools = [_open(number, now=now) for number in range(SCHOOLS)]
    system_id = access.register_system(
        name="Bench", supplier="Bench", contact_email="bench@example.org", by=CLERK, now=now
    )
    access.grant_schools(
        system_id=system_id,
        school_ids=[each.id for each in schools],
        from_on=today_in_scotland(now),
        by=CLERK,
        now=now,
    )
    credential = access.issue_credential(system_id=system_id, scopes=ALL, by=CLERK, now=now)
    system = Actor(kind=ActorKind.SYSTEM, id=str(system_id), door=Door.API, sight=HUB)
    return World(schools=schools, credential=credential, system=system)


def fill_roll(world: World, numbers: Sequence[int], *, now: datetime) -> None:
    """Put the pupils of these numbers on the rolls of their schools."""
    for first in range(0, len(numbers), PUPILS_AT_ONCE):
        with seen_as(HUB), gathered():
            _enrol(world, numbers[first : first + PUPILS_AT_ONCE], now=now)


def _open(number: int, *, now: datetime) -> SchoolFact:
    authority = AUTHORITIES[number % len(AUTHORITIES)]
    school = ListedSchool(
        seed=f"{8_000_000 + number}",
        type=SchoolType.PRIMARY,
        name=f"School {number} of {authority.name}",
        authority=authority.code,
        sector=Sector.PUBLICLY_FUNDED,
        takes_part=True,
    )
    return directory.open_school(school=school, by=CLERK, now=now)


def _enrol(world: World, numbers: Sequence[int], *, now: datetime) -> None:
    pupils = PupilsInHand(quoted=(), ids=())
    for number in numbers:
        quoted = quote(PupilDetails.model_validate(pupil(number)))
        row, school = pupils.admit(quoted, now=now), world.school_of(number)
        pupils.quote_identifiers(row, quoted, now=now)
        pupils.enrol(
            row,
            school_id=school.id,
            authority_id=school.authority_id,
            status=EnrolmentStatus.CURRENT,
            on=_first_day(now),
            stage=quoted.stage,
        )
    pupils.save()


def _first_day(now: datetime) -> date:
    return now.astimezone(UTC).date() - TERM_BEGAN
