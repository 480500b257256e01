"""A school closes: nothing stays behind, and the doctor finds nothing afterwards."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from tests.harness.cast import CLERK, KEYRING, Cast, open_the_hub, pupil
from tests.harness.closures import CLOSING, broken, close, faces, lying, moves
from tests.harness.messaging import official
from tests.harness.statements import counted_statements

from onward.audit.models import AuditEntry
from onward.directory import services as directory
from onward.directory.models import School
from onward.foundation.errors import NotPermitted
from onward.foundation.sight import NATIONAL
from onward.messaging.models import Delivery
from onward.operations.closures import close_school, follow_closures
from onward.operations.sweeps.alarms import climb, raise_alarms, remind
from onward.operations.sweeps.expiry import expire
from onward.transfers.models import Alarm, Joiner, Leaver, Transfer, WorklistItem


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def test_expected_pupils_are_expected_at_the_successor_and_what_waits_goes_with_them(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    selkirk, galashiels = cast.schools["selkirk"].id, cast.schools["galashiels"].id

    closure = close(cast, "selkirk", "galashiels")

    assert (closure.handed_over, closure.unplaced, closure.deliveries) == (1, 0, 1)
    transfer = Transfer.objects.get()
    assert (transfer.state, transfer.destination_id) == ("expected", galashiels)
    assert transfer.deadline_on == date(2026, 9, 15)
    assert faces() == {selkirk: "cancelled", galashiels: "expected"}
    assert lying() == [("departure", galashiels, "available")]
    assert moves() == ["record_departure", "hand_over"]
    assert Leaver.objects.get().named_id == galashiels
    assert broken(cast) == []


def test_the_successor_can_confirm_the_arrival(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    close(cast, "selkirk", "galashiels")
    joiner = Joiner.objects.get(standing="expected")

    verdict = cast.say("galashiels", cast.arrival(joiner=str(joiner.id)))

    assert verdict.is_accepted
    assert broken(cast) == []


def test_what_the_closed_school_had_collected_comes_to_the_successor_too(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    Delivery.objects.update(state="collected", collected_at=cast.now)

    close(cast, "selkirk", "galashiels")

    assert [each[1:] for each in lying()] == [
        (cast.schools["selkirk"].id, "collected"),
        (cast.schools["galashiels"].id, "available"),
    ]
    assert broken(cast) == []


def test_the_count_goes_on_in_the_successors_school_days(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    cast.now = cast.now.replace(day=10)
    remind(by=CLERK, now=cast.now)

    close(cast, "selkirk", "leith")

    transfer = Transfer.objects.get()
    assert (transfer.clock_authority_id, transfer.clock_from) == ("230", date(2026, 9, 1))
    assert transfer.reminded_at == cast.now
    assert broken(cast) == []


def test_what_was_asked_and_an_alarm_follow_to_the_successor(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    cast.now = cast.now.replace(day=14)
    remind(by=CLERK, now=cast.now)
    cast.now = cast.now.replace(day=16)
    raise_alarms(by=CLERK, now=cast.now)
    cast.later(days=8)
    climb(by=CLERK, now=cast.now)

    close(cast, "selkirk", "leith")

    assert Transfer.objects.get().state == "alarmed"
    alarm = Alarm.objects.get()
    leith = cast.schools["leith"].id
    assert (alarm.ended_at, alarm.level, alarm.school_id, alarm.authority_id) == (None, "s2s", leith, "230")
    items = WorklistItem.objects.filter(closed_at=None).order_by("kind", "role")
    assert list(items.values_list("kind", "role", "school_id", "authority_id")) == [
        ("alarm", "s2s_coordinator", None, "230"),
        ("alarm", "school_office", leith, "230"),
    ]
    assert broken(cast) == []


def test_the_successor_speaks_for_the_leavers_of_a_closed_school(cast: Cast) -> None:
    leaver = str(cast.say("arbroath", cast.departure(reason="05")).leaver)

    closure = close(cast, "arbroath", "leith")

    assert closure.leavers == 1
    item = WorklistItem.objects.get()
    assert (item.school_id, item.authority_id) == (cast.schools["leith"].id, "230")
    said = {"kind": "redirect", "leaver": leaver, "destination": cast.ref("selkirk")}
    assert cast.say("leith", said).is_accepted
    assert broken(cast) == []


def test_a_departure_told_again_by_the_successor_is_the_same_departure(cast: Cast) -> None:
    child = pupil()
    first = cast.say("arbroath", cast.departure(reason="05", pupil=child))
    close(cast, "arbroath", "leith")

    again = cast.say("leith", cast.departure(reason="01", to="selkirk", pupil=child))

    assert again.leaver == first.leaver
    assert Transfer.objects.count() == 1


def test_what_can_be_read_from_leavers_does_not_depend_on_where_the_child_is(cast: Cast) -> None:
    found = pupil()
    for child in (found, pupil()):
        cast.say("arbroath", cast.departure(to="selkirk", pupil=child))
    cast.say("leith", cast.arrival(pupil=found))

    close(cast, "selkirk", "galashiels")

    assert Leaver.objects.values("named_id", "standing", "told_at").distinct().count() == 1


def test_rows_about_expired_mail_of_the_closed_school_are_closed(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    cast.now = cast.now.replace(day=15)
    expire(by=CLERK, now=cast.now, keyring=KEYRING)

    close(cast, "selkirk", "galashiels")

    assert not WorklistItem.objects.filter(closed_at=None, kind="not-collected").exists()
    assert broken(cast) == []


def test_a_school_that_will_close_keeps_everything_until_its_day(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    closure = close(cast, "selkirk", "galashiels", on=date(2026, 9, 8))
    before = (closure.handed_over, follow_closures(by=CLERK, now=cast.now))

    cast.now = cast.now.replace(day=8)
    on_the_day = follow_closures(by=CLERK, now=cast.now)

    assert before == (0, [])
    assert [each.handed_over for each in on_the_day] == [1]
    assert follow_closures(by=CLERK, now=cast.now) == []
    assert broken(cast) == []


def test_a_school_closed_by_the_directory_alone_is_caught_up(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    directory.close_school(
        school_id=cast.schools["selkirk"].id, on=CLOSING, successor_id=None, by=CLERK, now=cast.now
    )

    closures = follow_closures(by=CLERK, now=cast.now)

    assert [each.unplaced for each in closures] == [1]
    assert broken(cast) == []


def test_closing_twice_changes_nothing(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))

    first, second = (close(cast, "selkirk", "galashiels") for _ in range(2))

    assert (first.handed_over, second.handed_over) == (1, 0)
    assert moves() == ["record_departure", "hand_over"]


def test_who_may_not_maintain_the_directory_closes_nothing(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        close_school(
            school_id=cast.schools["selkirk"].id,
            on=CLOSING,
            successor_id=None,
            by=replace(official(NATIONAL), id=str(uuid4())),
            now=cast.now,
        )

    assert not School.objects.filter(closed_on__isnull=False).exists()
    assert not AuditEntry.objects.filter(act="close_school").exists()


def test_twenty_go_on_with_the_statements_of_one(cast: Cast) -> None:
    counts = []
    for number, (school, successor) in ((1, ("selkirk", "leith")), (20, ("galashiels", "brechin"))):
        for _ in range(number):
            cast.say("arbroath", cast.departure(to=school))
        with counted_statements() as statements:
            close(cast, school, successor)
        counts.append(statements.count)

    assert counts[0] == counts[1]
