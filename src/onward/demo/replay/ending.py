"""When a replay ended: its nation is looked at as on that day, not years later."""

from onward.database.bulk import fetch
from onward.database.sight import seen_as
from onward.foundation.clock import Clock, FixedClock, SystemClock
from onward.foundation.sight import HUB


def standing_clock() -> Clock:
    """Return a clock that stands where the last message was said; without any, the machine's own."""
    with seen_as(HUB):
        latest = fetch("SELECT max(accepted_at) FROM messaging_message")[0][0]
    return SystemClock() if latest is None else FixedClock(latest)
