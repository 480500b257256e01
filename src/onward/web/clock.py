"""The one place at this door where the time is asked for. The composition root says which clock."""

from datetime import datetime

from django.conf import settings

from onward.foundation.clock import Clock


def now() -> datetime:
    """Return the present moment by the service's clock."""
    clock: Clock = settings.ONWARD_CLOCK
    return clock.now()
