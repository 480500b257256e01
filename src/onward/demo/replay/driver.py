"""Drives a plan through the hub, day by day: schools speak, then the hub's clock does what a night brings."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from typing import Final

from onward.audit import services as audit
from onward.database.bulk import fetch
from onward.database.planner import count_tables
from onward.database.sight import seen_as
from onward.demo.replay.crew import Crew
from onward.demo.replay.desk import Done
from onward.demo.replay.night import Night, pass_night
from onward.demo.traffic.plan import PlannedDay, TrafficPlan
from onward.foundation.named_key import NamedKey
from onward.foundation.sight import HUB
from onward.messaging.sealing import Keyring

_GROWING: Final = (
    "transfers_transfer", "transfers_leaver", "transfers_joiner", "transfers_transferevent",
    "transfers_alarm", "transfers_worklistitem", "messaging_message", "messaging_delivery",
    "protection_standing",
)  # fmt: skip
_COUNTED_FIRST: Final = 200
_SEALED_AT: Final = time_of_day(3, tzinfo=UTC)
_SUNDAY: Final = 6
_ENTRIES_A_SEAL: Final = 10_000
_QUIET_DAYS_AT_MOST: Final = 200


@dataclass(frozen=True, kw_only=True)
class Keys:
    """The keys of the installation, with which messages and the audit are sealed."""

    keyring: Keyring
    audit: Sequence[NamedKey]


@dataclass(frozen=True, kw_only=True)
class SoFar:
    """What was said and what the nights brought, up to the end of a day, and how long the nights took."""

    day: date
    done: Done
    nights: Night
    seconds_of_nights: float


class Replay:
    """One replay of the first months of a plan."""

    def __init__(self, plan: TrafficPlan, months: int | None, *, crew: Crew, keys: Keys) -> None:
        """Take the plan, whose nation must be loaded, and how many of its months; None: all."""
        self._days = _with_quiet_days(plan.days(months))
        self._crew = crew
        self._keys = keys
        self._count_at = _COUNTED_FIRST

    def run(self, heard: Callable[[SoFar], None]) -> SoFar:
        """Live through the days; `heard` is told after each of them what has happened so far.

        After the last planned day nobody says anything more, and the clock goes on until no deadline
        runs and nothing waits in a mailbox. In the end the whole audit is sealed.
        """
        today = next(self._days)
        self._crew.hand_out(today)
        done, nights, seconds = Done(), Night(), 0.0
        while True:
            self._crew.start()
            # While the desks work, the next day is planned here, and what is to be sealed is sealed.
            following = next(self._days, None)
            self._seal_on_sundays(today.day)
            done += self._crew.finish()
            if following:
                self._crew.hand_out(following)
            dusk = time.monotonic()
            nights += pass_night(today.day, keyring=self._keys.keyring)
            seconds += time.monotonic() - dusk
            so_far = SoFar(day=today.day, done=done, nights=nights, seconds_of_nights=seconds)
            heard(so_far)
            if following is None:
                break
            self._count_when_grown(done.accepted)
            today = following
        self._seal(so_far.day)
        return so_far

    def _count_when_grown(self, messages: int) -> None:
        """Fourteen months pass in minutes: PostgreSQL's own counting, once a minute, would come too late."""
        if messages >= self._count_at:
            self._count_at = messages * 3
            count_tables(*_GROWING)

    def _seal_on_sundays(self, day: date) -> None:
        if day.weekday() == _SUNDAY:
            self._seal(day)

    def _seal(self, day: date) -> None:
        now = datetime.combine(day, _SEALED_AT)
        while made := audit.seal(keys=self._keys.audit, now=now, limit=_ENTRIES_A_SEAL):
            if len(made.entry_ids) < _ENTRIES_A_SEAL:
                return


def _with_quiet_days(planned: Iterator[PlannedDay]) -> Iterator[PlannedDay]:
    """Yield the planned days, and then empty ones while anything is still to come."""
    day = date.min
    for each in planned:
        yield each
        day = each.day
    for _ in range(_QUIET_DAYS_AT_MOST):
        day += timedelta(days=1)
        yield PlannedDay(day, [])
        if not _is_anything_to_come():
            return


def _is_anything_to_come() -> bool:
    with seen_as(HUB):
        return bool(fetch(_TO_COME)[0][0])


_TO_COME = """
    SELECT EXISTS (SELECT FROM transfers_transfer WHERE state IN ('expected', 'unplaced', 'leaving'))
        OR EXISTS (SELECT FROM messaging_delivery WHERE state = 'available')
"""
