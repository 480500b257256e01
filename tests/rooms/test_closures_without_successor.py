"""A school closes and nobody may be told where its pupils go, or nobody takes over."""

import pytest
from tests.harness.cast import CLERK, Cast, open_the_hub, pupil
from tests.harness.closures import broken, close, faces, lying

from onward.operations.sweeps.alarms import raise_alarms, remind
from onward.operations.sweeps.notices import tell_origins
from onward.transfers.models import Alarm, Joiner, Leaver, Transfer, WorklistItem


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def test_without_a_successor_the_old_school_is_asked_in_the_next_notice_run(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))

    closure = close(cast, "selkirk")

    assert (closure.handed_over, closure.unplaced) == (0, 1)
    assert (Transfer.objects.get().state, Leaver.objects.get().standing) == ("unplaced", "awaited")
    assert faces() == {cast.schools["selkirk"].id: "cancelled"}
    assert lying() == []
    tell_origins(by=CLERK, now=cast.now)
    assert Leaver.objects.get().standing == "needs_destination"
    assert WorklistItem.objects.get(closed_at=None).kind == "destination-missing"
    assert broken(cast) == []


def test_without_a_successor_an_alarm_goes_to_the_old_school(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    cast.later(days=20)
    raise_alarms(by=CLERK, now=cast.now)

    close(cast, "selkirk")

    alarm = Alarm.objects.get(ended_at=None)
    assert (alarm.school_id, alarm.authority_id, alarm.level) == (
        cast.schools["arbroath"].id,
        "120",
        "school",
    )
    assert not WorklistItem.objects.filter(closed_at=None, joiner__isnull=False).exists()
    assert broken(cast) == []


def test_a_successor_that_takes_no_part_is_none(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))

    closure = close(cast, "selkirk", "college")

    assert (closure.successor, closure.unplaced) == (None, 1)
    assert broken(cast) == []


def test_a_pupil_whose_old_school_takes_over_is_unplaced(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))

    closure = close(cast, "selkirk", "arbroath")

    assert (closure.handed_over, closure.unplaced) == (0, 1)
    assert lying() == []
    assert broken(cast) == []


def test_other_mail_goes_to_the_centre_where_nobody_takes_over(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))
    cast.say("selkirk", cast.arrival(pupil=child))

    close(cast, "selkirk")

    assert lying() == [("departure", None, "available")]
    assert broken(cast) == []


def test_a_protected_childs_school_closes_and_nobody_is_told(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk", protection="protected"))

    close(cast, "selkirk", "galashiels")

    assert Transfer.objects.get().destination_id == cast.schools["galashiels"].id
    assert not Joiner.objects.exists()
    assert lying() == [("departure", None, "available")]
    assert broken(cast) == []


def test_who_became_protected_after_being_announced_is_not_announced_to_the_successor(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))
    cast.now = cast.now.replace(day=10)
    remind(by=CLERK, now=cast.now)
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child, protection="protected"))

    close(cast, "selkirk", "galashiels")

    assert faces() == {cast.schools["selkirk"].id: "cancelled"}
    assert not WorklistItem.objects.filter(closed_at=None).exists()
    assert broken(cast) == []


def test_without_a_successor_the_co_ordinator_is_asked_about_the_leavers(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(reason=""))
    cast.later(days=20)
    raise_alarms(by=CLERK, now=cast.now)
    tell_origins(by=CLERK, now=cast.now)

    close(cast, "arbroath")

    items = WorklistItem.objects.filter(closed_at=None)
    assert set(items.values_list("role", "school_id", "authority_id")) == {("s2s_coordinator", None, "120")}
    assert items.filter(kind="alarm").count() == 1
    alarm = Alarm.objects.get()
    assert (alarm.school_id, alarm.climbs_on) == (None, cast.now.date())


def test_what_the_co_ordinator_was_asked_already_is_still_asked(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(reason="04"))

    close(cast, "arbroath")

    item = WorklistItem.objects.get(closed_at=None)
    assert (item.kind, item.role, item.school_id) == ("confirmation-due", "s2s_coordinator", None)


def test_of_a_leaver_whose_place_nobody_was_to_know_the_centre_is_asked(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.arrival(pupil=child, protection="protected"))
    cast.say("arbroath", cast.departure(pupil=child, reason="05", protection="protected"))

    close(cast, "arbroath")

    item = WorklistItem.objects.get(closed_at=None)
    assert (item.role, item.school_id, item.authority_id) == ("protection_officer", None, "")
