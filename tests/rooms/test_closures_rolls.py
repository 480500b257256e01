"""A school closes with pupils on its roll: from that day they are on that of its successor."""

from datetime import date

import pytest
from tests.harness.cast import CLERK, Cast, open_the_hub, pupil
from tests.harness.closures import CLOSING, LONG_AGO, broken, close, moves, on_roll
from tests.harness.statements import counted_statements

from onward.audit.models import AuditEntry
from onward.operations.closures import follow_closures, rolls
from onward.operations.sweeps.notices import tell_origins
from onward.protection.models import Whereabouts
from onward.pupils.models import Enrolment
from onward.transfers.models import Leaver, Transfer


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def test_the_roll_becomes_the_successors_as_it_stands(cast: Cast) -> None:
    cast.say("selkirk", cast.arrival(pupil=pupil(), arrived_on=LONG_AGO))
    cast.say("selkirk", cast.arrival(pupil=pupil(), arrived_on=date(2026, 9, 10), provisional=True))
    galashiels = cast.schools["galashiels"].id

    closure = close(cast, "selkirk", "galashiels")

    assert (closure.enrolled, closure.sought) == (2, 0)
    assert on_roll() == [(galashiels, "current"), (galashiels, "provisional")]
    there = Enrolment.objects.filter(school_id=galashiels).order_by("starts_on")
    assert list(there.values_list("stage", "starts_on", "authority_id")) == [
        ("P5", CLOSING, "355"),
        ("P5", date(2026, 9, 10), "355"),
    ]
    ended = Enrolment.objects.filter(school_id=cast.schools["selkirk"].id)
    assert set(ended.values_list("ends_on", flat=True)) == {CLOSING}
    assert AuditEntry.objects.filter(act="end_enrolment").count() == 2
    assert broken(cast) == []


def test_the_roll_moves_once(cast: Cast) -> None:
    cast.say("selkirk", cast.arrival(pupil=pupil(), arrived_on=LONG_AGO))

    first, second = (close(cast, "selkirk", "galashiels") for _ in range(2))

    assert (first.enrolled, second.enrolled) == (1, 0)
    assert follow_closures(by=CLERK, now=cast.now) == []
    assert Enrolment.objects.count() == 2


@pytest.mark.parametrize("is_provisional", [True, False])
def test_who_has_a_place_at_the_successor_is_not_doubled(cast: Cast, *, is_provisional: bool) -> None:
    child = pupil()
    cast.say("selkirk", cast.arrival(pupil=child, arrived_on=LONG_AGO))
    cast.say("leith", cast.arrival(pupil=child, provisional=is_provisional))

    close(cast, "selkirk", "leith")

    assert on_roll() == [(cast.schools["leith"].id, "current")]
    assert broken(cast) == []


def test_who_left_to_the_schools_knowledge_stays_where_they_went(cast: Cast) -> None:
    child = pupil()
    cast.say("selkirk", cast.arrival(pupil=child, arrived_on=LONG_AGO))
    cast.say("leith", cast.arrival(pupil=child))
    tell_origins(by=CLERK, now=cast.now)

    closure = close(cast, "selkirk", "galashiels")

    assert closure.enrolled == 0
    assert on_roll() == [(cast.schools["leith"].id, "current")]
    assert broken(cast) == []


def test_who_was_found_without_its_knowledge_is_found_without_the_successors(cast: Cast) -> None:
    child = pupil()
    cast.say("selkirk", cast.arrival(pupil=child, arrived_on=LONG_AGO))
    cast.say("leith", cast.arrival(pupil=child, protection="protected"))
    galashiels = cast.schools["galashiels"].id

    close(cast, "selkirk", "galashiels")

    assert Enrolment.objects.get(school_id=galashiels).is_shielded is False
    assert AuditEntry.objects.get(act="end_enrolment").shielded is False
    assert broken(cast) == []
    cast.say("galashiels", cast.departure(pupil=child, reason="05", leaving_on=CLOSING))
    assert Transfer.objects.get(origin_id=galashiels).state == "arrived"
    tell_origins(by=CLERK, now=cast.now)
    assert Leaver.objects.get().standing == "settled"
    assert broken(cast) == []


def test_a_protected_childs_place_and_whereabouts_follow_shielded(cast: Cast) -> None:
    cast.say("selkirk", cast.arrival(pupil=pupil(), arrived_on=LONG_AGO, protection="protected"))

    close(cast, "selkirk", "galashiels")

    assert set(Enrolment.objects.values_list("is_shielded", flat=True)) == {True}
    assert Whereabouts.objects.get(known_until=None).school_id == cast.schools["galashiels"].id
    assert AuditEntry.objects.get(act="end_enrolment").shielded
    assert broken(cast) == []


def test_the_successor_may_say_again_that_they_are_there(cast: Cast) -> None:
    child = pupil()
    cast.say("selkirk", cast.arrival(pupil=child, arrived_on=LONG_AGO))
    close(cast, "selkirk", "galashiels")

    cast.say("galashiels", cast.arrival(pupil=child))

    assert Transfer.objects.count() == 1
    assert cast.say("galashiels", cast.departure(pupil=child, to="leith", leaving_on=CLOSING)).is_accepted
    assert broken(cast) == []


def test_the_roll_waits_for_the_closing_day(cast: Cast) -> None:
    cast.say("selkirk", cast.arrival(pupil=pupil(), arrived_on=LONG_AGO))
    closure = close(cast, "selkirk", "galashiels", on=date(2026, 9, 8))
    before = (closure.on_roll, closure.enrolled, on_roll())

    cast.now = cast.now.replace(day=8)
    on_the_day = follow_closures(by=CLERK, now=cast.now)

    assert before == (1, 0, [(cast.schools["selkirk"].id, "current")])
    assert [each.enrolled for each in on_the_day] == [1]
    assert on_roll() == [(cast.schools["galashiels"].id, "current")]
    assert broken(cast) == []


def test_who_turns_up_on_the_roll_of_a_closed_school_is_seen_to(cast: Cast) -> None:
    close(cast, "selkirk", "galashiels")
    close(cast, "brechin")
    for school in ("selkirk", "brechin"):
        cast.say(school, cast.arrival(pupil=pupil(), arrived_on=LONG_AGO))

    closures = follow_closures(by=CLERK, now=cast.now)

    assert sorted((each.enrolled, each.sought) for each in closures) == [(0, 1), (1, 0)]
    assert follow_closures(by=CLERK, now=cast.now) == []
    assert broken(cast) == []


def test_a_long_roll_goes_in_batches(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rolls, "AT_ONCE", 2)
    for school in ("selkirk", "brechin"):
        for _ in range(3):
            cast.say(school, cast.arrival(pupil=pupil(), arrived_on=LONG_AGO))

    assert close(cast, "selkirk", "leith").enrolled == 3
    assert close(cast, "brechin").sought == 3

    assert moves().count("record_departure") == 3
    assert broken(cast) == []


@pytest.mark.parametrize("successor", ["", "leith"])
def test_twenty_on_the_roll_go_with_the_statements_of_one(cast: Cast, successor: str) -> None:
    counts = []
    for number, school in ((1, "selkirk"), (20, "galashiels")):
        for _ in range(number):
            cast.say(school, cast.arrival(pupil=pupil(), arrived_on=LONG_AGO))
        with counted_statements() as statements:
            close(cast, school, successor)
        counts.append(statements.count)

    assert counts[0] == counts[1]
