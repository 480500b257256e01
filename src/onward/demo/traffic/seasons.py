"""When in the year it is, which stages then leave, and on which days offices work."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from onward.demo.calendars import school_calendar
from onward.demo.stages import PRIMARY_STAGES
from onward.directory.authorities import AUTHORITIES


class Season(StrEnum):
    """The four seasons of leaving and arriving."""

    TERM = "before the summer"
    LEAVING = "leavers are announced, the holidays run"
    RETURN = "a new year has begun"
    YEAR = "the year runs"


Weights = Mapping[str, float]

_ALL = dict.fromkeys(PRIMARY_STAGES, 1.0) | {"S1": 0.7, "S2": 0.7, "S3": 0.7, "S4": 0.5, "SP": 0.08}
_NOT_LAST_PRIMARY = {stage: weight for stage, weight in _ALL.items() if stage != "P7"}
_SENIOR = {"S4": 1.0, "S5": 1.2, "S6": 0.8}

# By the stage that a pupil was in when the replay began.
MOVERS: Mapping[Season, Weights] = {
    Season.TERM: _ALL,
    Season.LEAVING: _NOT_LAST_PRIMARY | {"P7": 130.0},
    Season.RETURN: _NOT_LAST_PRIMARY | {"P7": 2.0},
    Season.YEAR: _NOT_LAST_PRIMARY,
}
SCHOOL_LEAVERS: Mapping[Season, Weights] = {
    Season.TERM: {"S5": 0.6, "S6": 0.4},
    Season.LEAVING: {"S4": 0.28, "S5": 0.22, "S6": 0.5},
    Season.RETURN: {"S4": 0.22, "S5": 0.23, "S6": 0.55},
    Season.YEAR: {"S4": 0.45, "S5": 0.4, "S6": 0.15},
}
NO_REASON_GIVEN: Mapping[Season, Weights] = {
    Season.TERM: _ALL | _SENIOR,
    Season.LEAVING: _NOT_LAST_PRIMARY | {"P7": 5.0, "S4": 1.0, "S5": 1.5, "S6": 1.5},
    Season.RETURN: _NOT_LAST_PRIMARY | _SENIOR,
    Season.YEAR: _NOT_LAST_PRIMARY | _SENIOR,
}
INDEPENDENT: Mapping[Season, Weights] = {
    **MOVERS,
    Season.LEAVING: _NOT_LAST_PRIMARY | {"P7": 12.0},
}


def _in_every_season(weights: Weights) -> Mapping[Season, Weights]:
    return dict.fromkeys(Season, weights)


WHO_LEAVES: Mapping[str, Mapping[Season, Weights]] = {
    "01": MOVERS,
    "03": SCHOOL_LEAVERS,
    "04": _in_every_season(_NOT_LAST_PRIMARY),
    "05": _in_every_season(_NOT_LAST_PRIMARY),
    "06": _in_every_season({"S4": 1.0}),
    "07": _in_every_season({"S1": 0.5, "S2": 1.0, "S3": 1.5, "S4": 1.0}),
    "08": _in_every_season(_NOT_LAST_PRIMARY),
    "09": INDEPENDENT,
    "12": _in_every_season(_NOT_LAST_PRIMARY),
    "13": _in_every_season(_NOT_LAST_PRIMARY),
    "-": _in_every_season({"P1": 1.0, "S1": 1.0}),
    "": NO_REASON_GIVEN,
}

_IN_HOLIDAYS = 0.25
_NOBODY_JOINS_FROM, _NOBODY_JOINS_UNTIL = (6, 23), (8, 15)


def season(day: date) -> Season:
    """Return the season of a day."""
    if (day.year, day.month) < (2008, 6):
        return Season.TERM
    if day < date(2008, 8, 18):
        return Season.LEAVING
    return Season.RETURN if day < date(2008, 10, 1) else Season.YEAR


@lru_cache(maxsize=32_768)
def first_school_day(authority: str, day: date) -> date:
    """Return a day, if an authority's schools are open on it, else the next on which they are."""
    return school_calendar(authority).next_school_day(day - timedelta(days=1))


def joining_day(authority: str, day: date) -> date:
    """Return the first school day, from a day on, for pupils to join: never in the last week of June."""
    found = first_school_day(authority, day)
    if _NOBODY_JOINS_FROM <= (found.month, found.day) < _NOBODY_JOINS_UNTIL:
        return first_school_day(authority, found.replace(month=8, day=15))
    return found


def work_on(day: date) -> float:
    """Return how much offices do on a day: all on a school day, a little in holidays, nothing at weekends."""
    if day.weekday() > 4:
        return 0.0
    open_in = sum(school_calendar(authority.code).is_school_day(day) for authority in AUTHORITIES)
    return _IN_HOLIDAYS + (1 - _IN_HOLIDAYS) * open_in / len(AUTHORITIES)
