"""The demonstration's last weeks: every list of its people has something in it, and nothing is said twice."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.harness.cast import CLERK, KEYRING
from tests.harness.cluster import WorkerDatabase

from onward.database.sight import seen_as
from onward.demo.lately.living import begin_lately, end_lately, live_lately, owed_since
from onward.demo.lately.plan import WEEKDAYS, plan_lately, weekdays_up_to
from onward.demo.load import facts_of, load_nation
from onward.demo.nation import Nation
from onward.demo.people import demo_school
from onward.directory import services as directory
from onward.directory.register import current_register
from onward.foundation.sight import HUB
from onward.messaging.models import Delivery, Message
from onward.operations.doctor import examine
from onward.transfers.models import Alarm, Joiner, Leaver
from onward.transfers.policy_book import load_national_defaults

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
NATION = Nation(5, 0.004, as_of=NOW.date())


@pytest.fixture
def hub(committed_db: WorkerDatabase) -> None:
    directory.load_authorities(by=CLERK, now=NOW)
    with seen_as(HUB):
        load_national_defaults()
    load_nation(NATION, by=CLERK, now=NOW)


@pytest.mark.slow
def test_every_list_of_the_school_has_something_in_it(hub: None) -> None:
    school, taken = _live()

    with seen_as(HUB):
        school_id = facts_of(NATION)[school].id
        leavers = Counter(Leaver.objects.filter(school_id=school_id).values_list("standing", flat=True))
        joiners = Counter(Joiner.objects.filter(school_id=school_id).values_list("standing", flat=True))
        post = Counter(Delivery.objects.filter(school_id=school_id).values_list("state", flat=True))
        alarms = Alarm.objects.filter(ended_at=None, school_id=school_id).count()
        messages = Message.objects.count()
    assert {"awaited", "needs_destination", "overdue", "settled", "withdrawn"} <= set(leavers)
    assert joiners["expected"] >= 10
    assert joiners["arrived"]
    assert post["available"]
    assert post["collected"]
    assert alarms
    assert messages >= taken
    assert all(each.is_sound for each in examine(now=NOW))


@pytest.mark.slow
def test_what_was_interrupted_is_not_said_twice(hub: None) -> None:
    _live()
    with seen_as(HUB):
        before = Message.objects.count()

    _live()

    with seen_as(HUB):
        assert Message.objects.count() == before


@pytest.mark.parametrize(
    "today", [date(2026, 8, 17), date(2027, 1, 4), date(2028, 2, 29), date(2026, 11, 22)]
)
def test_the_plan_is_the_same_again_and_ends_today(today: date) -> None:
    now = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)

    first, again = (plan_lately(NATION, school=_a_primary(), today=today, until=now) for _ in range(2))

    assert first == again
    assert len(first) == WEEKDAYS
    messages = [each for day in first for each in day.messages]
    assert len({each.number for each in messages}) == len(messages)
    assert max(each.at for each in messages) <= now


def test_the_weekdays_end_on_the_friday_before_a_weekend() -> None:
    assert weekdays_up_to(date(2026, 11, 22), 2) == [date(2026, 11, 19), date(2026, 11, 20)]


def test_it_is_owed_from_the_first_run_until_it_was_lived_through(tmp_path: Path) -> None:
    begin_lately(tmp_path, now=NOW)
    owed = owed_since(tmp_path)
    end_lately(tmp_path)

    assert owed == NOW
    assert owed_since(tmp_path) is None


def _live() -> tuple[int, int]:
    with seen_as(HUB):
        school = facts_of(NATION).index(demo_school(current_register()))
    taken = live_lately(NATION, school=school, now=NOW, keyring=KEYRING, progress=lambda _done, _total: None)
    return school, taken


def _a_primary() -> int:
    return next(each.index for each in NATION.schools if "P5" in each.stages and each.roll > 30)
