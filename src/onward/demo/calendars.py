"""School holidays of each authority, invented by rule: like the real ones, but nobody's own.

The rules differ from authority to authority by its code alone, so they come out the same everywhere.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from onward.directory.authorities import AUTHORITIES
from onward.foundation.school_days import Period, SchoolCalendar

SCHOOL_YEARS = (2007, 2008, 2009, 2024, 2025, 2026, 2027, 2028)
"""The school years with a calendar, each by the calendar year in which it began."""

_MONDAY, _FRIDAY = 0, 4
_WEEK = timedelta(days=7)
_FORTNIGHT = timedelta(days=14)


class HolidayFact(NamedTuple):
    """One holiday of one authority's schools, half-open; weekends inside it count as well."""

    authority: str
    name: str
    period: Period


def all_holidays() -> Iterator[HolidayFact]:
    """Yield the holidays of every authority in every school year that has a calendar."""
    for authority in AUTHORITIES:
        for year in SCHOOL_YEARS:
            yield from holidays(authority.code, year)


def holidays(authority: str, year: int) -> tuple[HolidayFact, ...]:
    """Return an authority's holidays in the school year from August of `year` to the next August."""
    kind = _kind(authority)
    october = _weekday_from(date(year, 10, 8 + 7 * (kind % 2)), _MONDAY)
    christmas = christmas_begins(year)
    february = _weekday_from(date(year + 1, 2, 8), _MONDAY)
    spring = _weekday_from(date(year + 1, 3, 29 + kind % 2), _MONDAY)
    may_day = _weekday_from(date(year + 1, 5, 1), _MONDAY)
    named = [
        ("October holiday", october, october + (_FORTNIGHT if kind % 4 == 0 else _WEEK)),
        ("Christmas holiday", christmas, christmas + _FORTNIGHT),
        ("February holiday", february, february + timedelta(days=(1, 2, 3, 5)[kind % 4])),
        ("Spring holiday", spring, spring + _FORTNIGHT),
        ("May Day", may_day, may_day + timedelta(days=1)),
        (
            "Summer holiday",
            last_day_of_year(authority, year) + timedelta(days=1),
            term_begins(authority, year + 1),
        ),
    ]
    if kind % 3 == 0:
        september = _weekday_from(date(year, 9, 22), _MONDAY)
        named.insert(0, ("September weekend", september, september + timedelta(days=1)))
    return tuple(HolidayFact(authority, name, Period(start=start, end=end)) for name, start, end in named)


def term_begins(authority: str, year: int) -> date:
    """Return an authority's first school day of the school year that begins in August of `year`."""
    return _weekday_from(date(year, 8, 12), _MONDAY) + timedelta(days=_kind(authority) % 4)


def last_day_of_year(authority: str, year: int) -> date:
    """Return an authority's last school day of the school year that began in August of `year`."""
    return _weekday_from(date(year + 1, 6, 24), _FRIDAY) - timedelta(days=_kind(authority) % 3)


def christmas_begins(year: int) -> date:
    """Return the first day of the Christmas holiday in a calendar year: the Monday of Christmas week."""
    return _weekday_from(date(year, 12, 19), _MONDAY)


@lru_cache(maxsize=64)
def school_calendar(authority: str) -> SchoolCalendar:
    """Return an authority's school days in the school years that have a calendar."""
    periods = [fact.period for year in SCHOOL_YEARS for fact in holidays(authority, year)]
    return SchoolCalendar(periods)


def _kind(authority: str) -> int:
    return int(authority) // 10 + int(authority) % 10


def _weekday_from(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)
