"""When silence becomes news: deadlines counted in school days of the calendar that applies. Pure."""

from dataclasses import dataclass
from datetime import date

from onward.foundation.school_days import SchoolCalendar


@dataclass(frozen=True, kw_only=True, slots=True)
class PolicyFact:
    """One leaving policy as it applies to one departure; days are school days."""

    reason: str
    begins_as: str
    settles: str
    school_days: int
    vulnerable_school_days: int
    reminder_days: int
    climb_days: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """A running deadline, with what it was counted from, so that it can be counted again.

    `reason` is the leaving reason whose policy gave the days.
    """

    reason: str
    clock_from: date
    clock_days: int
    authority_id: str
    deadline_on: date
    remind_on: date


def start_clock(
    *, policy: PolicyFact, is_vulnerable: bool, start: date, authority_id: str, calendar: SchoolCalendar
) -> Clock:
    """Count the policy's school days after `start` in one authority's calendar.

    The vulnerable child's shorter limit applies where marked. The reminder comes the policy's
    `reminder_days` before the deadline, and never before the first school day of the count.
    """
    days = policy.vulnerable_school_days if is_vulnerable else policy.school_days
    remind_after = max(days - policy.reminder_days, 1)
    return Clock(
        reason=policy.reason,
        clock_from=start,
        clock_days=days,
        authority_id=authority_id,
        deadline_on=calendar.add_school_days(start, days),
        remind_on=calendar.add_school_days(start, remind_after),
    )
