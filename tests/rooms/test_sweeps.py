"""What time does: reminders, alarms, climbing, and the notice run."""

from datetime import date, timedelta

import pytest
from tests.harness.cast import CLERK, Cast, open_the_hub, pupil

from onward.operations.sweeps.alarms import climb, raise_alarms, remind
from onward.operations.sweeps.notices import tell_origins
from onward.transfers.models import (
    Alarm,
    Joiner,
    Leaver,
    LeavingPolicy,
    Transfer,
    TransferEvent,
    WorklistItem,
)


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def test_an_alarm_is_raised_once_after_the_deadline(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    assert Transfer.objects.get().deadline_on == date(2026, 9, 15)

    cast.now = cast.now.replace(day=15)
    on_the_day = raise_alarms(by=CLERK, now=cast.now)
    cast.later(days=1)
    first = raise_alarms(by=CLERK, now=cast.now)
    second = raise_alarms(by=CLERK, now=cast.now)

    assert (on_the_day.moved, first.moved, second.moved) == (0, 1, 0)
    alarm = Alarm.objects.get()
    assert (alarm.level, alarm.school_id) == ("school", cast.schools["selkirk"].id)
    assert Transfer.objects.get().state == "alarmed"
    assert list(TransferEvent.objects.order_by("number").values_list("number", "move")) == [
        (1, "record_departure"),
        (2, "raise_alarm"),
    ]


def test_the_old_school_learns_of_an_alarm_in_the_notice_run_only(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    cast.later(days=20)
    raise_alarms(by=CLERK, now=cast.now)
    assert Leaver.objects.get().standing == "awaited"

    tell_origins(by=CLERK, now=cast.now)

    assert Leaver.objects.get().standing == "overdue"


def test_a_reminder_comes_once_before_the_deadline(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    cast.now = cast.now.replace(day=10)

    assert remind(by=CLERK, now=cast.now).moved == 1
    assert remind(by=CLERK, now=cast.now).moved == 0

    item = WorklistItem.objects.get()
    assert (item.kind, item.school_id) == ("reminder", cast.schools["selkirk"].id)
    assert item.due_on == date(2026, 9, 15)


def test_an_alarm_takes_the_place_of_the_reminder_about_the_same_pupil(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    late = Joiner.objects.get()
    cast.now = cast.now.replace(day=14)
    cast.say("arbroath", cast.departure(to="selkirk", leaving_on=cast.now.date()))
    in_time = Joiner.objects.exclude(id=late.id).get()
    remind(by=CLERK, now=cast.now)
    cast.now = cast.now.replace(day=25)
    remind(by=CLERK, now=cast.now)

    raise_alarms(by=CLERK, now=cast.now)

    asked = WorklistItem.objects.filter(closed_at=None, joiner__isnull=False)
    assert set(asked.values_list("joiner_id", "kind")) == {(late.id, "alarm"), (in_time.id, "reminder")}
    assert WorklistItem.objects.get(joiner=late, kind="reminder").closed_how == "climbed"


def test_an_alarm_climbs_to_the_co_ordinators_when_nobody_acts(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    cast.later(days=20)
    raise_alarms(by=CLERK, now=cast.now)
    levels = []

    for _ in range(3):
        cast.later(days=8)
        climb(by=CLERK, now=cast.now)
        levels.append(Alarm.objects.get().level)

    assert levels == ["s2s", "cme", "cme"]
    open_items = WorklistItem.objects.filter(closed_at=None, kind="alarm").exclude(role="school_office")
    assert list(open_items.values_list("role", "authority_id")) == [("cme_coordinator", "355")]


def test_an_arrival_ends_the_alarm_at_once(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    cast.later(days=20)
    raise_alarms(by=CLERK, now=cast.now)

    cast.say("selkirk", cast.arrival(joiner=str(Joiner.objects.get().id), arrived_on=date(2026, 9, 20)))

    alarm = Alarm.objects.get()
    assert (alarm.ended_at, alarm.ended_how) == (cast.now, "confirm_arrival")
    assert not WorklistItem.objects.filter(joiner__isnull=False, closed_at=None).exists()


def test_every_located_child_gives_the_same_neutral_notice(cast: Cast) -> None:
    for protection in ("protected", "not-protected"):
        child = pupil()
        cast.say("arbroath", cast.departure(reason="05", pupil=child, protection=protection))
        cast.say("leith", cast.arrival(pupil=child, protection=protection))

    tell_origins(by=CLERK, now=cast.now)

    faces = Leaver.objects.values("standing", "settled_month", "told_at", "named_id").distinct()
    assert list(faces) == [
        {"standing": "settled", "settled_month": date(2026, 9, 1), "told_at": cast.now, "named_id": None}
    ]


def test_the_old_school_of_an_unannounced_pupil_is_asked_for_the_record(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.arrival(pupil=child, arrived_on=date(2025, 9, 1)))
    cast.say("leith", cast.arrival(pupil=child))
    assert not Leaver.objects.exists()

    tell_origins(by=CLERK, now=cast.now)

    leaver = Leaver.objects.get()
    assert leaver.school_id == cast.schools["arbroath"].id
    assert WorklistItem.objects.get().kind == "record-wanted"


def test_one_bad_row_does_not_stop_the_sweep(cast: Cast) -> None:
    for _ in range(3):
        cast.say("arbroath", cast.departure(to="selkirk"))
    bad = Transfer.objects.order_by("id")[1]
    cast.later(days=20)
    # A second, orphaned alarm makes the unique constraint refuse this row.
    Alarm.objects.create(
        transfer=bad, raised_at=cast.now, deadline_on=date(2026, 9, 15), level="school", authority_id="355"
    )

    swept = raise_alarms(by=CLERK, now=cast.now + timedelta(seconds=1))

    assert (swept.moved, swept.failed) == (2, [bad.id])


def test_an_alarm_climbs_as_its_leaving_policy_says(cast: Cast) -> None:
    LeavingPolicy.objects.filter(reason="01").update(climb_days=2)
    cast.say("arbroath", cast.departure(to="selkirk"))
    cast.say("arbroath", cast.departure(reason="05"))
    cast.now = cast.now.replace(day=21)

    raise_alarms(by=CLERK, now=cast.now)

    climbs = dict(Alarm.objects.values_list("transfer__reason", "climbs_on"))
    assert climbs == {"01": date(2026, 9, 23), "05": date(2026, 9, 28)}
