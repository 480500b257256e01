"""By when a message is to be collected. Pure."""

from datetime import date, datetime

from onward.directory.register import Register
from onward.foundation.clock import today_in_scotland

COLLECT_WITHIN_SCHOOL_DAYS = 10


def collect_by(register: Register, authority_id: str, now: datetime) -> date:
    """Return the first day on which a message put into a mailbox now counts as not collected."""
    calendar = register.calendar_of(authority_id)
    return calendar.add_school_days(today_in_scotland(now), COLLECT_WITHIN_SCHOOL_DAYS)
