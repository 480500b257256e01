"""What time it is. Only doors ask a clock; everything else is given `now`."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final, Protocol
from zoneinfo import ZoneInfo

SCOTTISH_TIME: Final = "Europe/London"
"""The name of the zone of Scottish wall clocks."""
_SCOTLAND = ZoneInfo(SCOTTISH_TIME)


class Clock(Protocol):
    """Something that tells the time."""

    def now(self) -> datetime:
        """Return the present moment, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present moment, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands still, for tests, stories and replays. `moment` must have a time zone."""

    moment: datetime

    def __post_init__(self) -> None:
        """Refuse a moment without a time zone."""
        _require_zone(self.moment)

    def now(self) -> datetime:
        """Return the moment at which this clock stands, in UTC."""
        return self.moment.astimezone(UTC)


def today_in_scotland(now: datetime) -> date:
    """Return the date on a Scottish wall calendar at the moment `now`, which must have a time zone."""
    return wall_clock_in_scotland(now).date()


def wall_clock_in_scotland(now: datetime) -> datetime:
    """Return the moment `now`, which must have a time zone, as a Scottish wall clock shows it."""
    _require_zone(now)
    return now.astimezone(_SCOTLAND)


def midnight_in_scotland(day: date) -> datetime:
    """Return the moment, in UTC, at which this day begins on a Scottish wall clock."""
    return datetime.combine(day, time(), _SCOTLAND).astimezone(UTC)


def _require_zone(moment: datetime) -> None:
    if moment.utcoffset() is None:
        raise ValueError("a moment needs a time zone")
