"""Settings of a hub whose clock stands on a Monday morning: what it shows is the same on every day."""

from datetime import UTC, datetime

from onward.config.settings import *  # noqa: F403 -- all of Django's settings, but for the clock
from onward.foundation.clock import FixedClock

MORNING = datetime(2026, 10, 5, 8, 30, tzinfo=UTC)
ONWARD_CLOCK = FixedClock(MORNING)
