"""A school closes for good with pupils on its roll: somebody is asked where they are."""

from datetime import date
from uuid import UUID

import pytest
from tests.harness.cast import CLERK, Cast, open_the_hub, pupil
from tests.harness.closures import CLOSING, LONG_AGO, asked, broken, close, on_roll

from onward.audit.models import AuditEntry
from onward.operations.closures import follow_closures
from onward.operations.sweeps.alarms import climb, raise_alarms
from onward.operations.sweeps.notices import tell_origins
from onward.protection.models import Whereabouts
from onward.pupils.models import Enrolment, Pupil
from onward.transfers.models import Alarm, Leaver, Transfer, WorklistItem

LATELY = date(2026, 8, 31)


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def from_selkirk(cast: Cast) -> Transfer:
    return Transfer.objects.get(origin_id=cast.schools["selkirk"].id)


def test_without_a_successor_the_co_ordinator_is_asked_for_everybody(cast: Cast) -> None:
    cast.say("selkirk", cast.arrival(pupil=pupil(), arrived_on=LONG_AGO))

    closure = close(cast, "selkirk")

    assert (closure.enrolled, closure.sought) == (0, 1)
    assert on_roll() == []
    transfer, leaver = from_selkirk(cast), Leaver.objects.get()
    assert (transfer.state, transfer.deadline_on) == ("unplaced", date(2026, 9, 8))
    assert (leaver.reason, leaver.leaving_on, leaver.standing) == ("", CLOSING, "needs_destination")
    assert asked() == [("destination-missing", "s2s_coordinator", None, "355")]
    assert follow_closures(by=CLERK, now=cast.now) == []
    assert broken(cast) == []


def test_nobody_is_asked_of_the_closed_school_when_the_alarm_comes(cast: Cast) -> None:
    cast.say("selkirk", cast.arrival(pupil=pupil(), arrived_on=LONG_AGO))
    close(cast, "selkirk")
    cast.now = cast.now.replace(day=9)

    raise_alarms(by=CLERK, now=cast.now)
    tell_origins(by=CLERK, now=cast.now)
    follow_closures(by=CLERK, now=cast.now)
    climb(by=CLERK, now=cast.now)

    assert (Alarm.objects.get().level, Alarm.objects.get().school_id) == ("s2s", None)
    assert asked() == [("alarm", "s2s_coordinator", None, "355")]
    assert broken(cast) == []


def test_the_arrival_elsewhere_settles_it(cast: Cast) -> None:
    child = pupil()
    cast.say("selkirk", cast.arrival(pupil=child, arrived_on=LONG_AGO))
    close(cast, "selkirk")

    cast.say("leith", cast.arrival(pupil=child))
    tell_origins(by=CLERK, now=cast.now)

    assert (from_selkirk(cast).state, Leaver.objects.get().standing) == ("arrived", "settled")
    assert asked() == []
    assert broken(cast) == []


def test_the_closed_schools_own_word_that_comes_late_is_about_the_same_transfer(cast: Cast) -> None:
    child = pupil()
    cast.say("selkirk", cast.arrival(pupil=child, arrived_on=LONG_AGO))
    close(cast, "selkirk")

    verdict = cast.say("selkirk", cast.departure(pupil=child, to="leith", leaving_on=CLOSING))

    assert verdict.leaver == Leaver.objects.get().id
    assert (from_selkirk(cast).state, from_selkirk(cast).reason) == ("expected", "01")
    assert asked() == []
    assert broken(cast) == []


def test_a_vulnerable_child_has_the_shorter_deadline(cast: Cast) -> None:
    cast.say("selkirk", cast.arrival(pupil=pupil(), arrived_on=LONG_AGO, marks=["looked-after"]))

    close(cast, "selkirk")

    assert from_selkirk(cast).deadline_on == date(2026, 9, 3)


def test_of_a_protected_child_the_centre_is_asked(cast: Cast) -> None:
    cast.say("selkirk", cast.arrival(pupil=pupil(), arrived_on=LONG_AGO, protection="protected"))

    close(cast, "selkirk")

    assert asked() == [("destination-missing", "protection_officer", None, "")]
    for rows in (Transfer, Leaver, WorklistItem, Enrolment):
        assert set(rows.objects.values_list("is_shielded", flat=True)) == {True}
    assert not Whereabouts.objects.filter(known_until=None).exists()
    assert AuditEntry.objects.get(act="record_departure").shielded
    assert broken(cast) == []


@pytest.mark.parametrize(
    ("previous", "protection"),
    [("selkirk", "protected"), ("selkirk", "not-protected"), ("brechin", "not-protected")],
)
def test_what_the_old_side_sees_does_not_tell_who_was_found(
    cast: Cast, previous: str, protection: str
) -> None:
    found, lost = pupil(), pupil()
    for child in (found, lost):
        cast.say("selkirk", cast.arrival(pupil=child, arrived_on=LONG_AGO))
    came = cast.arrival(pupil=found, arrived_on=LATELY, protection=protection)
    cast.say("leith", came | {"previous_school": cast.ref(previous)})

    close(cast, "selkirk")

    leavers = Leaver.objects.filter(school_id=cast.schools["selkirk"].id)
    seen = ("reason", "leaving_on", "stage", "standing", "told_at", "is_shielded")
    assert (leavers.count(), leavers.values(*seen).distinct().count()) == (2, 1)
    assert asked() == [("destination-missing", "s2s_coordinator", None, "355")] * 2
    assert WorklistItem.objects.values("opened_at", "due_on", "is_shielded").distinct().count() == 1
    assert AuditEntry.objects.filter(act="record_departure", shielded=False).count() == 2
    assert on_roll() == [(cast.schools["leith"].id, "current")]
    tell_origins(by=CLERK, now=cast.now)
    assert sorted(leavers.values_list("standing", flat=True)) == ["needs_destination", "settled"]
    assert broken(cast) == []


def test_a_roll_that_a_pupil_left_before_is_not_where_they_are(cast: Cast) -> None:
    child = pupil()
    cast.say("leith", cast.arrival(pupil=child, arrived_on=LONG_AGO))
    cast.say("selkirk", cast.arrival(pupil=child, arrived_on=LATELY))

    close(cast, "selkirk")

    assert from_selkirk(cast).state == "unplaced"


def test_a_departure_that_was_told_is_not_begun_again(cast: Cast) -> None:
    child = pupil()
    cast.say("selkirk", cast.arrival(pupil=child, arrived_on=LONG_AGO))
    cast.say("selkirk", cast.departure(pupil=child, reason="05"))

    assert close(cast, "selkirk").sought == 0

    assert Transfer.objects.filter(origin_id=cast.schools["selkirk"].id).count() == 1


def test_who_only_had_a_place_is_sought_where_nobody_else_has_or_awaits_them(cast: Cast) -> None:
    at_leith, awaited, nobody = pupil(), pupil(), pupil()
    cast.say("leith", cast.arrival(pupil=at_leith, arrived_on=LONG_AGO))
    cast.say("arbroath", cast.departure(pupil=awaited, to="selkirk"))
    for child in (at_leith, awaited, nobody):
        cast.say("selkirk", cast.arrival(pupil=child, provisional=True))

    closure = close(cast, "selkirk")

    assert (closure.sought, closure.unplaced) == (1, 1)
    pupil_id: UUID = from_selkirk(cast).pupil_id
    assert Pupil.objects.get(pk=pupil_id).surname == nobody["surname"]
    assert broken(cast) == []


def test_nobody_is_asked_about_a_pupil_who_died(cast: Cast) -> None:
    child = pupil()
    cast.say("selkirk", cast.arrival(pupil=child, arrived_on=LONG_AGO))
    Pupil.objects.update(letters_stopped_at=cast.now)

    assert close(cast, "selkirk").sought == 0

    assert (on_roll(), asked()) == ([], [])
