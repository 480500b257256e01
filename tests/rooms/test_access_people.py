from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError

from onward.access import services
from onward.access.errors import AlreadyEnded, NotARole, PersonNotFound, RoleHeldElsewhere
from onward.access.facts import NATIONAL_SERVICE, Organisation, at_authority, at_school
from onward.access.models import Membership, Person
from onward.access.queries import actor_for_person, roles_held
from onward.access.roles import BY_NAME, SCHOOL_OFFICE
from onward.audit.models import AuditEntry
from onward.database.sight import seen_as
from onward.directory.models import Authority, School
from onward.directory.school_kinds import AuthorityKind, SchoolType, Sector
from onward.foundation.actor import Actor, Door, job
from onward.foundation.errors import NotPermitted
from onward.foundation.ids import uuid7
from onward.foundation.sight import HUB, for_school

NOW = datetime(2008, 3, 3, 12, tzinfo=UTC)
TODAY = date(2008, 3, 3)
SETUP = job("setup")
ANGUS, BORDERS = at_authority("120"), at_authority("355")

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(autouse=True)
def councils(db: None) -> None:
    with seen_as(HUB):
        for code, name in (("120", "Angus"), ("355", "Scottish Borders")):
            Authority.objects.create(code=code, name=name, kind=AuthorityKind.COUNCIL)


@pytest.fixture
def school() -> Organisation:
    with seen_as(HUB):
        made = School.objects.create(
            seed="8010001",
            type=SchoolType.PRIMARY,
            name="Kirk Brae",
            authority_id="120",
            sector=Sector.PUBLICLY_FUNDED,
            takes_part=True,
        )
    return at_school(made.pk)


def person_with(role: str, at: Organisation, email: str = "ailsa@angus.example") -> UUID:
    person = services.invite_person(email=email, name="Ailsa", at=at, by=SETUP, now=NOW)
    services.give_role(person_id=person, role=role, at=at, from_on=TODAY, by=SETUP, now=NOW)
    return person


def acting(person: UUID, role: str, at: Organisation) -> Actor:
    return actor_for_person(person, BY_NAME[role], at, door=Door.WEB, request_id="r-1")


def test_a_person_holds_a_role_from_the_first_day_to_the_last() -> None:
    person = person_with("s2s-coordinator", ANGUS)

    services.end_role(
        person_id=person, role="s2s-coordinator", at=ANGUS, until_on=date(2008, 6, 1), by=SETUP, now=NOW
    )

    days = [date(2008, 3, 2), TODAY, date(2008, 5, 31), date(2008, 6, 1)]
    held = [bool(roles_held(str(person), ANGUS, day)) for day in days]
    assert held == [False, True, True, False]
    assert roles_held(str(person), BORDERS, TODAY) == frozenset()


def test_an_authoritys_roles_reach_over_its_schools_and_national_ones_over_all(school: Organisation) -> None:
    ailsa = person_with("administrator", ANGUS)
    bruno = person_with("administrator", BORDERS, "bruno@borders.example")
    olga = person_with("operator", NATIONAL_SERVICE, "olga@nation.example")

    held = [roles_held(str(each), school, TODAY) for each in (ailsa, bruno, olga)]

    assert held == [frozenset({"administrator"}), frozenset(), frozenset({"operator"})]


def test_an_administrator_invites_people_of_their_own_organisation_only(school: Organisation) -> None:
    ailsa = acting(person_with("administrator", ANGUS), "administrator", ANGUS)

    invited = services.invite_person(email="office@kirk.example", name="Iona", at=school, by=ailsa, now=NOW)
    services.give_role(person_id=invited, role="school-office", at=school, from_on=TODAY, by=ailsa, now=NOW)

    assert roles_held(str(invited), school, TODAY) == {"school-office"}
    for elsewhere in (BORDERS, NATIONAL_SERVICE):
        with pytest.raises(NotPermitted):
            services.invite_person(email="x@y.example", name="X", at=elsewhere, by=ailsa, now=NOW)


def test_a_coordinator_administers_nobody() -> None:
    ailsa = acting(person_with("s2s-coordinator", ANGUS), "s2s-coordinator", ANGUS)

    with pytest.raises(NotPermitted):
        services.invite_person(email="x@y.example", name="X", at=ANGUS, by=ailsa, now=NOW)


def test_a_person_is_known_once_whatever_the_case_of_the_address() -> None:
    first = services.invite_person(email="Ailsa@Angus.example", name="Ailsa", at=ANGUS, by=SETUP, now=NOW)
    again = services.invite_person(email=" ailsa@angus.EXAMPLE", name="Other", at=BORDERS, by=SETUP, now=NOW)

    with seen_as(HUB):
        person = Person.objects.get_by_natural_key("AILSA@angus.example")
    assert first == again == person.pk
    assert person.name == "Ailsa"
    assert not person.has_usable_password()


def test_the_database_refuses_a_second_spelling_of_an_address() -> None:
    with pytest.raises(IntegrityError), seen_as(HUB):
        Person.objects.create(id=uuid7(NOW), email="Ailsa@Angus.example", name="A", joined_at=NOW)


def test_a_role_is_given_where_it_is_held_to_somebody_who_is_here(school: Organisation) -> None:
    person = person_with("s2s-coordinator", ANGUS)

    with pytest.raises(NotARole):
        services.give_role(person_id=person, role="king", at=ANGUS, from_on=TODAY, by=SETUP, now=NOW)
    with pytest.raises(RoleHeldElsewhere):
        services.give_role(
            person_id=person, role="protection-officer", at=school, from_on=TODAY, by=SETUP, now=NOW
        )
    with pytest.raises(PersonNotFound):
        services.give_role(
            person_id=uuid7(NOW), role="s2s-coordinator", at=ANGUS, from_on=TODAY, by=SETUP, now=NOW
        )


def test_a_role_given_twice_is_held_once_and_ended_once() -> None:
    person = person_with("s2s-coordinator", ANGUS)
    services.give_role(person_id=person, role="s2s-coordinator", at=ANGUS, from_on=TODAY, by=SETUP, now=NOW)

    services.end_role(person_id=person, role="s2s-coordinator", at=ANGUS, until_on=TODAY, by=SETUP, now=NOW)

    with pytest.raises(AlreadyEnded):
        services.end_role(
            person_id=person, role="s2s-coordinator", at=ANGUS, until_on=TODAY, by=SETUP, now=NOW
        )


def test_who_leaves_holds_nothing_any_more() -> None:
    person = person_with("s2s-coordinator", ANGUS)

    services.part_with_person(person_id=person, by=SETUP, now=NOW)

    assert roles_held(str(person), ANGUS, TODAY) == frozenset()
    with seen_as(HUB):
        assert not Membership.objects.filter(until_on__isnull=True).exists()
    with pytest.raises(PersonNotFound):
        services.part_with_person(person_id=person, by=SETUP, now=NOW)


def test_a_person_at_a_school_sees_what_the_school_sees(school: Organisation) -> None:
    person = person_with("school-office", school)

    actor = actor_for_person(person, SCHOOL_OFFICE, school, door=Door.WEB, request_id="r-1")

    assert school.school_id is not None
    assert actor.sight == for_school(school.school_id)
    assert "departures.tell" in actor.scopes


def test_the_audit_names_people_by_id_only() -> None:
    person_with("s2s-coordinator", ANGUS)

    with seen_as(HUB):
        entries = list(AuditEntry.objects.order_by("id").values())

    assert [entry["act"] for entry in entries] == ["invite_person", "give_role"]
    assert {entry["authority_id"] for entry in entries} == {"120"}
    assert "ailsa" not in str(entries).lower()
