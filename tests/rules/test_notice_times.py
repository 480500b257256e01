from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from onward.config.env import read_environment
from onward.jobs.notice_times import LATEST, day_of_last_notices, is_notice_time

TIMES = (time(7), time(15))
MORNING = datetime(2026, 9, 1, 6, 0, tzinfo=UTC)  # a Tuesday in summer time


@pytest.mark.parametrize(
    ("scheduled", "is_due"),
    [
        (MORNING, True),
        (MORNING + timedelta(hours=8), True),
        (MORNING + timedelta(hours=1), False),
        (MORNING + timedelta(minutes=15), False),
        (MORNING + timedelta(days=4), False),  # Saturday
        (MORNING + timedelta(days=5), False),  # Sunday
        (MORNING + timedelta(days=6), True),
        (datetime(2026, 12, 1, 7, 0, tzinfo=UTC), True),  # winter time
        (datetime(2026, 12, 1, 6, 0, tzinfo=UTC), False),
    ],
)
def test_the_old_side_is_told_at_fixed_times_of_weekdays_by_the_wall_clock(
    scheduled: datetime, *, is_due: bool
) -> None:
    assert is_notice_time(scheduled, times=TIMES, now=scheduled) is is_due


@pytest.mark.parametrize(
    ("after", "day"),
    [
        (timedelta(), 1),
        (timedelta(minutes=-1), 31),
        (timedelta(hours=12), 1),
        (timedelta(days=1, minutes=-1), 1),
        (timedelta(days=4), 4),  # Saturday
        (timedelta(days=5, hours=12), 4),
        (timedelta(days=6, minutes=-1), 4),
        (timedelta(days=6), 7),
    ],
)
def test_a_new_day_begins_with_its_first_notice_run(after: timedelta, day: int) -> None:
    assert day_of_last_notices(MORNING + after, times=TIMES).day == day


def test_a_run_that_was_missed_waits_for_the_next_fixed_time() -> None:
    in_time = is_notice_time(MORNING, times=TIMES, now=MORNING + LATEST)
    too_late = is_notice_time(MORNING, times=TIMES, now=MORNING + LATEST + timedelta(seconds=1))

    assert (in_time, too_late) == (True, False)


def test_the_times_are_set_by_the_operator(tmp_path: Path) -> None:
    assert read_environment({}, tmp_path).notice_times == TIMES
    assert read_environment({"ONWARD_NOTICE_TIMES": "06:30, 18:45"}, tmp_path).notice_times == (
        time(6, 30),
        time(18, 45),
    )


@pytest.mark.parametrize("text", ["noon", "07:05", "25:00"])
def test_a_time_that_cannot_be_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"time|hour|isoformat"):
        read_environment({"ONWARD_NOTICE_TIMES": text}, tmp_path)
