from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from onward.foundation.clock import Clock, FixedClock, SystemClock, today_in_scotland


def test_the_system_clock_tells_utc() -> None:
    clock: Clock = SystemClock()

    now = clock.now()

    assert now.tzinfo is UTC
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_fixed_clock_stands_still_and_tells_utc() -> None:
    clock: Clock = FixedClock(datetime(2026, 8, 17, 9, 0, tzinfo=timezone(timedelta(hours=2))))

    assert clock.now() == datetime(2026, 8, 17, 7, 0, tzinfo=UTC)
    assert clock.now().tzinfo is UTC


def test_a_fixed_clock_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        FixedClock(datetime(2026, 8, 17, 9, 0))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("now", "today"),
    [
        (datetime(2026, 1, 15, 23, 59, tzinfo=UTC), date(2026, 1, 15)),
        (datetime(2026, 6, 15, 22, 59, tzinfo=UTC), date(2026, 6, 15)),
        (datetime(2026, 6, 15, 23, 0, tzinfo=UTC), date(2026, 6, 16)),
    ],
)
def test_the_scottish_day_changes_at_scottish_midnight(now: datetime, today: date) -> None:
    assert today_in_scotland(now) == today


def test_the_scottish_day_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        today_in_scotland(datetime(2026, 6, 15, 23, 0))  # noqa: DTZ001
