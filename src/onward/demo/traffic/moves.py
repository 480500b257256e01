"""One pupil's move from school to school, as far as it has come."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from onward.demo.traffic.journeys import Step
from onward.demo.traffic.places import Outside
from onward.formats.forms import Protection

_OPENS = 8 * 3600
_CLOSES = 17 * 3600
_DEPARTURES_UNTIL = 15 * 3600
_BETWEEN_TWO = (60, 1800)


@dataclass(slots=True, kw_only=True)
class Move:
    """What the plan must remember of one move while messages about it are still to come."""

    no: int
    pupil: int
    stage: str
    origin: int
    reason: str
    leaving_on: date
    expected_on: date
    destination: int | None = None
    outside: Outside | None = None
    protection: Protection | None = Protection.NOT_PROTECTED
    is_permitted: bool = False
    has_record: bool = False
    steps: tuple[Step, ...] = ()
    to_come: int = 0
    last_at: datetime | None = None


class Clock:
    """Gives each message a time of day, later than the one before it about the same move."""

    def __init__(self, rng: Random) -> None:
        """Take the dice."""
        self._rng = rng

    def departure(self, day: date) -> datetime:
        """Return a time at which a departure is told."""
        return _at(day, self._rng.randrange(_OPENS, _DEPARTURES_UNTIL))

    def follow_up(self, day: date, after: datetime | None) -> datetime:
        """Return a time in office hours, or a little after the message before it."""
        at = _at(day, self._rng.randrange(_OPENS, _CLOSES))
        if after is None or at > after:
            return at
        return after + timedelta(seconds=self._rng.randrange(*_BETWEEN_TWO))


def _at(day: date, second: int) -> datetime:
    return datetime.combine(day, time(second // 3600, second // 60 % 60, second % 60), UTC)
