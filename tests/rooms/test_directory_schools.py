"""Opening, closing, merging and reopening schools, in the real database."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from django.db import IntegrityError
from tests.rooms.directory_world import JULY, KEEPER, NOW, listed, opened

from onward.audit.models import AuditEntry
from onward.database.sight import seen_as
from onward.directory import services
from onward.directory.authorities import AUTHORITIES
from onward.directory.errors import (
    AlreadyClosed,
    AuthorityNotFound,
    CannotBeSo,
    NotClosed,
    SchoolListedAlready,
    SchoolNotFound,
    SuccessionGoesInACircle,
)
from onward.directory.models import Authority, School
from onward.directory.register import current_register
from onward.foundation.actor import Actor, ActorKind, Door
from onward.foundation.errors import NotPermitted
from onward.foundation.sight import NATIONAL, PROTECTION, Sight, for_authority, for_school

pytestmark = pytest.mark.usefixtures("nation")


@pytest.fixture
def nation(hub: None) -> None:
    services.load_authorities(by=KEEPER, now=NOW)


def acts() -> list[tuple[str, str]]:
    entries = AuditEntry.objects.exclude(act="list_authority").order_by("id")
    return list(entries.values_list("act", "subject_id"))


def test_the_32_councils_and_the_grant_aided_sector_are_listed() -> None:
    kinds = dict(Authority.objects.values_list("code", "kind"))

    assert len(kinds) == len(AUTHORITIES) + 1 == 33
    assert kinds["900"] == "grant-aided"
    assert kinds["120"] == "council"


def test_listing_the_authorities_again_changes_only_what_differs() -> None:
    before = list(Authority.objects.values_list())
    Authority.objects.filter(code="120").update(name="Forfarshire")

    changed = services.load_authorities(by=KEEPER, now=NOW)

    assert changed == 1
    assert list(Authority.objects.values_list()) == before
    assert services.load_authorities(by=KEEPER, now=NOW) == 0


def test_a_school_that_opens_is_in_the_register() -> None:
    school = opened(1)

    assert current_register().school("8000001-primary") == school
    assert acts() == [("open_school", "8000001-primary")]


def test_one_school_is_listed_once() -> None:
    opened(1)

    with pytest.raises(SchoolListedAlready):
        opened(1)


def test_a_school_needs_an_authority_that_exists() -> None:
    with pytest.raises(AuthorityNotFound):
        opened(1, authority="121")


def test_a_school_does_not_open_closed() -> None:
    with pytest.raises(CannotBeSo):
        services.open_school(school=replace(listed(1), closed_on=JULY), by=KEEPER, now=NOW)


def test_the_successor_answers_for_a_closed_school_from_that_day_on() -> None:
    old, new = opened(1), opened(2)

    closed = services.close_school(school_id=old.id, on=JULY, successor_id=new.id, by=KEEPER, now=NOW)

    register = current_register()
    assert (closed.closed_on, closed.successor_id) == (JULY, new.id)
    assert register.successor_of(register.by_id[old.id], date(2009, 6, 30)) == closed
    assert register.successor_of(register.by_id[old.id], JULY) == new
    assert acts()[-1] == ("close_school", "8000001-primary")


def test_closing_twice_with_the_same_words_changes_nothing() -> None:
    old = opened(1)
    first = services.close_school(school_id=old.id, on=JULY, successor_id=None, by=KEEPER, now=NOW)
    written = acts()

    again = services.close_school(school_id=old.id, on=JULY, successor_id=None, by=KEEPER, now=NOW)

    assert again == first
    assert acts() == written


def test_a_successor_may_be_named_later_but_not_changed() -> None:
    old, new, other = opened(1), opened(2), opened(3)
    services.close_school(school_id=old.id, on=JULY, successor_id=None, by=KEEPER, now=NOW)

    later = services.close_school(school_id=old.id, on=JULY, successor_id=new.id, by=KEEPER, now=NOW)

    assert later.successor_id == new.id
    with pytest.raises(AlreadyClosed):
        services.close_school(school_id=old.id, on=JULY, successor_id=other.id, by=KEEPER, now=NOW)
    with pytest.raises(AlreadyClosed):
        services.close_school(school_id=old.id, on=date(2009, 8, 1), successor_id=new.id, by=KEEPER, now=NOW)


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_circle_of_successors_is_refused(length: int) -> None:
    chain = [opened(number) for number in range(length)]
    for one, following in pairwise(chain):
        services.close_school(school_id=one.id, on=JULY, successor_id=following.id, by=KEEPER, now=NOW)

    with pytest.raises(SuccessionGoesInACircle):
        services.close_school(school_id=chain[-1].id, on=JULY, successor_id=chain[0].id, by=KEEPER, now=NOW)


def test_a_school_does_not_close_before_it_opens() -> None:
    new = services.open_school(school=replace(listed(1), opened_on=JULY), by=KEEPER, now=NOW)

    with pytest.raises(CannotBeSo):
        services.close_school(school_id=new.id, on=JULY, successor_id=None, by=KEEPER, now=NOW)


def test_a_merger_closes_all_of_them_into_one() -> None:
    one, two, into = opened(1), opened(2), opened(3)

    merged = services.merge_schools(school_ids=[one.id, two.id], into_id=into.id, on=JULY, by=KEEPER, now=NOW)

    register = current_register()
    assert [each.id for each in merged] == [one.id, two.id]
    assert {register.successor_of(each, JULY) for each in merged} == {into}


def test_a_merger_that_cannot_be_done_whole_is_not_done_at_all() -> None:
    one, two, into = opened(1), opened(2), opened(3)
    services.close_school(school_id=two.id, on=date(2009, 5, 1), successor_id=None, by=KEEPER, now=NOW)

    with pytest.raises(AlreadyClosed):
        services.merge_schools(school_ids=[one.id, two.id], into_id=into.id, on=JULY, by=KEEPER, now=NOW)

    assert current_register().by_id[one.id].closed_on is None


def test_nothing_is_merged_into_a_closed_school_or_into_itself() -> None:
    one, closed = opened(1), opened(2)
    services.close_school(school_id=closed.id, on=date(2009, 5, 1), successor_id=None, by=KEEPER, now=NOW)

    with pytest.raises(AlreadyClosed):
        services.merge_schools(school_ids=[one.id], into_id=closed.id, on=JULY, by=KEEPER, now=NOW)
    with pytest.raises(SuccessionGoesInACircle):
        services.merge_schools(school_ids=[one.id], into_id=one.id, on=JULY, by=KEEPER, now=NOW)


def test_a_school_that_reopens_answers_for_itself_again() -> None:
    old, new = opened(1), opened(2)
    services.close_school(school_id=old.id, on=JULY, successor_id=new.id, by=KEEPER, now=NOW)

    reopened = services.reopen(school_id=old.id, by=KEEPER, now=NOW)

    assert reopened == old
    assert current_register().successor_of(reopened, JULY) == old
    assert AuditEntry.objects.get(act="reopen_school").detail == {
        "closed_on": "2009-07-01",
        "successor": "8000002-primary",
    }


def test_an_open_school_cannot_be_reopened() -> None:
    with pytest.raises(NotClosed):
        services.reopen(school_id=opened(1).id, by=KEEPER, now=NOW)


def test_a_school_that_is_not_listed_cannot_be_closed() -> None:
    with pytest.raises(SchoolNotFound):
        services.close_school(school_id=99, on=JULY, successor_id=None, by=KEEPER, now=NOW)


@pytest.mark.parametrize(
    "sight", [for_school(1), for_authority("120"), PROTECTION], ids=lambda each: each.kind
)
def test_only_the_nation_changes_the_directory(sight: Sight) -> None:
    somebody = Actor(kind=ActorKind.SYSTEM, id="a-system", door=Door.API, sight=sight)

    with pytest.raises(NotPermitted):
        services.open_school(school=listed(1), by=somebody, now=NOW)


def test_the_national_service_opens_and_closes_schools() -> None:
    officer = Actor(kind=ActorKind.PERSON, id="an-officer", door=Door.CLI, sight=NATIONAL)
    school = services.open_school(school=listed(1), by=officer, now=NOW)

    closed = services.close_school(school_id=school.id, on=JULY, successor_id=None, by=officer, now=NOW)

    assert closed.closed_on == JULY


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"seed": "80000"}, "seed_is_seven_digits"),
        ({"type": "nursery"}, "type_is_known"),
        ({"sector": "private"}, "sector_is_known"),
        ({"successor_id": 1}, "only_a_closed_school_has_a_successor"),
        ({"opened_on": JULY, "closed_on": JULY}, "opens_before_it_closes"),
    ],
)
def test_the_database_refuses_what_must_never_be(wrong: dict[str, object], constraint: str) -> None:
    school = opened(1)

    with pytest.raises(IntegrityError, match=constraint), seen_as(KEEPER.sight):
        School.objects.filter(pk=school.id).update(**wrong)


def test_the_database_refuses_a_school_that_succeeds_itself() -> None:
    school = opened(1)

    with pytest.raises(IntegrityError, match="no_school_succeeds_itself"), seen_as(KEEPER.sight):
        School.objects.filter(pk=school.id).update(closed_on=JULY, successor_id=school.id)
