"""What the hub does by itself when a simulated day is over, as its worker does on a real one.

Old schools are told on weekdays only, as the hub's schedule has it.
"""

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time

from onward.foundation.actor import job
from onward.messaging.sealing import Keyring
from onward.operations.sweeps.alarms import climb, raise_alarms, remind
from onward.operations.sweeps.expiry import close_asked_of_recipients, expire
from onward.operations.sweeps.notice_run import run_notices

_CLOCK = job("clock")
_NOTICES_AT = time(20, tzinfo=UTC)
_FRIDAY = 4


@dataclass(frozen=True, kw_only=True)
class Night:
    """How many deliveries expired, reminders and alarms went out, alarms climbed, and leavers were told."""

    expired: int = 0
    reminded: int = 0
    alarms: int = 0
    climbed: int = 0
    told: int = 0

    def __add__(self, other: "Night") -> "Night":
        """Return what happened in both."""
        names = (each.name for each in fields(Night))
        return Night(**{name: getattr(self, name) + getattr(other, name) for name in names})


def pass_night(day: date, *, keyring: Keyring) -> Night:
    """Let the clock do its work at the end of a day."""
    now = datetime.combine(day, _NOTICES_AT)
    expired = expire(by=_CLOCK, now=now, keyring=keyring)
    close_asked_of_recipients(now=now)
    reminded = remind(by=_CLOCK, now=now)
    alarms = raise_alarms(by=_CLOCK, now=now)
    climbed = climb(by=_CLOCK, now=now)
    told = run_notices(by=_CLOCK, now=now, keyring=keyring).told.moved if day.weekday() <= _FRIDAY else 0
    return Night(
        expired=expired.moved,
        reminded=reminded.moved,
        alarms=alarms.moved,
        climbed=climbed.moved,
        told=told,
    )
