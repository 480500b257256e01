"""How dates, times and counts read on a page: in words, on a Scottish wall clock."""

from datetime import date, datetime

from onward.foundation.clock import wall_clock_in_scotland


def day(value: date | None) -> str:
    """Return a day as `4 March 2026`; none: an empty text."""
    return f"{value.day} {value:%B %Y}" if value else ""


def moment(value: datetime | None) -> str:
    """Return a moment as `4 March 2026, 14:05`; none: an empty text."""
    if value is None:
        return ""
    local = wall_clock_in_scotland(value)
    return f"{day(local.date())}, {local:%H:%M}"


def time_of(value: datetime) -> str:
    """Return the time of day of a moment as `14:05`."""
    return f"{wall_clock_in_scotland(value):%H:%M}"


def count_of(number: int, one: str, many: str = "") -> str:
    """Return a count with its noun: `1 pupil`, `1,200 pupils`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
