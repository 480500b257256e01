"""When the old sides are told, and which day it is for everybody until then. Pure."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

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


def day_of_last_notices(now: datetime, *, times: Collection[time]) -> date:
    """Return the day of the last notice run that is past, or under way: the day as far as sweeps count.

    What a new day brings, such as a reminder, comes for those who are still sought alone. Before the day's
    first notice run it would tell who has been found since the last one.
    """
    wall = wall_clock_in_scotland(now)
    if wall.weekday() < _SATURDAY and min(times) <= wall.time():
        return wall.date()
    return max(
        day
        for day in (wall.date() - timedelta(days=each) for each in range(1, 4))
        if day.weekday() < _SATURDAY
    )
