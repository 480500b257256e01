"""Staff and systems of an authority: seen by who administers or co-ordinates it, changed by the first."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from tests.harness.cast import CLERK, Cast
from tests.harness.people import employ, signed_in
from tests.harness.statements import counted_statements
from tests.harness.systems import arrives

from onward.access import services as access
from onward.access.facts import NATIONAL_SERVICE, Organisation, at_authority, at_school
from onward.access.models import Membership
from onward.access.seats import seats_of
from onward.access.staff import confirm_review
from onward.audit.models import AuditEntry
from onward.database.sight import seen_as
from onward.foundation.sight import HUB

ANGUS = at_authority("120")


def _at(cast: Cast, name: str) -> Organisation:
    return at_school(cast.schools[name].id)


@pytest.fixture
def skye_id(cast: Cast) -> UUID:
    return employ("administrator", ANGUS, now=cast.now, email="skye@angus.example", name="Skye")


@pytest.fixture
def skye(skye_id: UUID) -> Client:
    return signed_in(skye_id)


@pytest.fixture
def isla(cast: Cast) -> UUID:
    return employ(
        "school-office",
        _at(cast, "arbroath"),
        now=cast.now,
        email="isla@arbroath.example",
        name="Isla Office",
    )


@pytest.fixture
def morag_of_borders(cast: Cast) -> UUID:
    return employ("school-office", _at(cast, "selkirk"), now=cast.now, email="morag@selkirk.example")


def _page(client: Client, address: str = "/authority/staff") -> str:
    return client.get(address).content.decode()


def _open_roles(person_id: UUID) -> set[tuple[str, int | None, str | None]]:
    with seen_as(HUB):
        held = Membership.objects.filter(person_id=person_id, until_on__isnull=True)
        return set(held.values_list("role", "school_id", "authority_id"))


def test_the_staff_of_the_authority_and_its_schools_are_shown_and_nobody_elses(
    cast: Cast, skye: Client, isla: UUID, morag_of_borders: UUID
) -> None:
    arrives(cast, "arbroath")
    confirm_review(_at(cast, "arbroath"), by=CLERK, now=cast.now)

    whole = _page(skye)
    school = _page(skye, f"/authority/staff/{cast.schools['arbroath'].id}")

    assert "skye@angus.example" in whole
    assert "Brechin" in whole
    assert "Nobody" in whole
    assert "Selkirk" not in whole
    assert "isla@arbroath.example" in school
    assert "last reviewed on 1 September 2026" in school
    assert "last heard of 1 September 2026" in whole
    assert "morag@selkirk.example" not in whole + school
    assert skye.get(f"/authority/staff/{cast.schools['selkirk'].id}").status_code == 404


def test_a_co_ordinator_reads_it_and_changes_nothing(cast: Cast, skye: Client, isla: UUID) -> None:
    ailsa = signed_in(employ("s2s-coordinator", ANGUS, now=cast.now))

    page = _page(ailsa) + _page(ailsa, f"/authority/staff/{cast.schools['arbroath'].id}")

    assert "isla@arbroath.example" in page
    assert "moved or left" not in page
    assert ailsa.get(f"/authority/staff/people/{isla}").status_code == 404
    assert (
        ailsa.post(f"/authority/staff/people/{isla}", {"what": "left", "confirmed": "yes"}).status_code == 404
    )


def test_nobody_else_finds_it(cast: Cast, isla: UUID) -> None:
    clients = [
        signed_in(isla),
        signed_in(employ("administrator", _at(cast, "brechin"), now=cast.now, email="b@brechin.example")),
        signed_in(employ("operator", NATIONAL_SERVICE, now=cast.now)),
        signed_in(employ("inspector", ANGUS, now=cast.now)),
    ]

    assert [each.get("/authority/staff").status_code for each in clients] == [404] * 4


def test_a_role_moves_to_another_school_after_a_confirmation(cast: Cast, skye: Client, isla: UUID) -> None:
    arbroath, brechin = cast.schools["arbroath"].id, cast.schools["brechin"].id
    with seen_as(HUB):
        role = Membership.objects.get(person_id=isla).pk
    given = {"what": "moved", "role": str(role), "school": str(brechin)}
    address = f"/authority/staff/people/{isla}"

    asked = skye.post(address, given).content.decode()
    between = _open_roles(isla)
    skye.post(address, given | {"confirmed": "yes"})

    assert "Isla Office will be School office at Brechin" in asked
    assert between == {("school-office", arbroath, None)}
    assert _open_roles(isla) == {("school-office", brechin, None)}
    with seen_as(HUB):
        acts = AuditEntry.objects.filter(subject_id=str(isla)).order_by("id").values_list("act", "school_id")
        assert list(acts)[-2:] == [("end_role", arbroath), ("give_role", brechin)]


def test_who_left_holds_no_role_here_and_keeps_those_elsewhere(cast: Cast, skye: Client, isla: UUID) -> None:
    for role, at in (
        ("school-office", _at(cast, "brechin")),
        ("s2s-coordinator", ANGUS),
        ("school-office", _at(cast, "leith")),
    ):
        access.give_role(person_id=isla, role=role, at=at, from_on=cast.now.date(), by=CLERK, now=cast.now)
    address = f"/authority/staff/people/{isla}"

    asked = skye.post(address, {"what": "left"}).content.decode()
    skye.post(address, {"what": "left", "confirmed": "yes"})

    assert "End all roles of this person here?" in asked
    assert "School office, Brechin" in asked
    assert "Leith" not in asked
    assert _open_roles(isla) == {("school-office", cast.schools["leith"].id, None)}


def test_who_left_holds_no_role_that_was_to_end_later_either(cast: Cast, skye: Client, isla: UUID) -> None:
    today = cast.now.date()
    brechin = _at(cast, "brechin")
    access.give_role(person_id=isla, role="school-office", at=brechin, from_on=today, by=CLERK, now=cast.now)
    access.end_role(
        person_id=isla,
        role="school-office",
        at=brechin,
        until_on=today + timedelta(days=90),
        by=CLERK,
        now=cast.now,
    )

    address = f"/authority/staff/people/{isla}"
    asked = skye.post(address, {"what": "left"}).content.decode()
    skye.post(address, {"what": "left", "confirmed": "yes"})

    assert "School office, Brechin until 30 November 2026" in asked
    assert seats_of(isla, on=today) == []


def test_a_role_that_ends_by_itself_can_be_ended_now_and_does_not_move(
    cast: Cast, skye: Client, isla: UUID
) -> None:
    at, today = _at(cast, "arbroath"), cast.now.date()
    until = today + timedelta(days=90)
    access.end_role(person_id=isla, role="school-office", at=at, until_on=until, by=CLERK, now=cast.now)
    address = f"/authority/staff/people/{isla}"

    listed, page = _page(skye, f"/authority/staff/{at.school_id}"), _page(skye, address)
    skye.post(address, {"what": "left", "confirmed": "yes"})

    assert address in listed
    assert "They left" in page
    assert "They moved" not in page
    assert seats_of(isla, on=today) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"what": ""}, "Choose an answer: What has changed?"),
        ({"role": ""}, "Choose the role that moves"),
        ({"school": ""}, "Choose the school that they move to"),
        ({"school": "arbroath"}, "Choose another school"),
        ({"school": "selkirk"}, "Choose one of the answers"),
    ],
)
def test_what_is_missing_or_elsewhere_is_told_and_nothing_changes(
    cast: Cast, skye: Client, isla: UUID, changes: dict[str, str], told: str
) -> None:
    with seen_as(HUB):
        role = Membership.objects.get(person_id=isla).pk
    named = {
        key: str(cast.schools[value].id) if value in cast.schools else value for key, value in changes.items()
    }
    given = {
        "what": "moved",
        "role": str(role),
        "school": str(cast.schools["brechin"].id),
        "confirmed": "yes",
    }

    answer = skye.post(f"/authority/staff/people/{isla}", given | named)

    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert _open_roles(isla) == {("school-office", cast.schools["arbroath"].id, None)}


def test_nobody_elses_people_nor_oneself_can_be_changed(
    cast: Cast, skye: Client, skye_id: UUID, morag_of_borders: UUID
) -> None:
    for person in (skye_id, morag_of_borders):
        answer = skye.post(f"/authority/staff/people/{person}", {"what": "left", "confirmed": "yes"})
        assert answer.status_code == 404

    assert _open_roles(skye_id)
    assert _open_roles(morag_of_borders)


def test_the_page_asks_as_often_for_many_people_as_for_one(cast: Cast, skye: Client, isla: UUID) -> None:
    with counted_statements() as for_few:
        _page(skye)
    for number in range(20):
        employ("school-office", _at(cast, "brechin"), now=cast.now, email=f"many{number}@brechin.example")

    with counted_statements() as for_many:
        _page(skye)

    assert for_many.count == for_few.count > 0
