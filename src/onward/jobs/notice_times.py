"""Whether a moment is one at which the old sides are told. Pure."""

from collections.abc import Collection
from datetime import datetime, time, timedelta

from onward.foundation.clock import wall_clock_in_scotland

LATEST = timedelta(minutes=30)
"""How late a run may begin. One that was missed waits for the next fixed time, as everybody does."""

_SATURDAY = 5


def is_notice_time(scheduled: datetime, *, times: Collection[time], now: datetime) -> bool:
    """Tell whether the run that was scheduled for this moment is to take place, and still may.

    The times are those of a Scottish wall clock, summer and winter, on weekdays.
    """
    wall = wall_clock_in_scotland(scheduled)
    is_due = wall.weekday() < _SATURDAY and wall.time() in times
    return is_due and now - scheduled <= LATEST
