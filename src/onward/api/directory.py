"""Authorities, schools and term dates: open data, for school systems that look up a destination."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from ninja import Query, Router
from pydantic import Field

from onward.access.queries import NOTHING
from onward.access.scopes import Scope
from onward.api.acting import SchoolKey, register
from onward.api.authentication import SchoolSystem
from onward.api.clock import now
from onward.api.out import Out
from onward.api.pagination import Cursor, Limit, Page, after, page_of
from onward.api.requests import ApiRequest
from onward.database.sight import seen_as
from onward.directory.errors import SchoolNotFound
from onward.directory.models import Holiday
from onward.directory.register import Register, SchoolFact
from onward.directory.school_kinds import NotASchoolKey, SchoolType, Sector
from onward.foundation.clock import today_in_scotland

router = Router(auth=SchoolSystem(Scope.DIRECTORY_READ))

Authority = Annotated[str, Query("", description="Three-digit code of an authority", max_length=3)]
Search = Annotated[
    str, Query("", description="Part of a name, or the beginning of a SEED code", max_length=80)
]


class AuthorityOut(Out):
    """An education authority."""

    code: str = Field(examples=["260"])
    name: str


class SchoolOut(Out):
    """A school. `successor` is the key of the school that took over, where this one is closed."""

    key: str = Field(examples=["8012345-primary"])
    seed: str
    type: SchoolType
    name: str
    authority: str
    sector: Sector
    takes_part: bool = Field(description="Whether the school exchanges through the hub")
    opened_on: date | None
    closed_on: date | None
    successor: str | None


class SchoolPage(Out):
    """A page of schools."""

    items: list[SchoolOut]
    next: str


class HolidayOut(Out):
    """A run of days on which the schools are shut. `day_after` is the first day after it."""

    name: str
    first_day: date
    day_after: date


class CalendarOut(Out):
    """The days on which a school is shut, weekends apart."""

    school: str
    authority: str
    holidays: list[HolidayOut]


@router.get("/authorities", response=list[AuthorityOut], summary="List the education authorities")
def list_authorities(request: ApiRequest) -> list[AuthorityOut]:
    """Return all education authorities, by code."""
    names = register().authorities
    return [AuthorityOut(code=code, name=names[code]) for code in sorted(names)]


@router.get("/schools", response=SchoolPage, summary="Find schools")
def find_schools(
    request: ApiRequest, authority: Authority = "", q: Search = "", limit: Limit = 50, cursor: Cursor = ""
) -> Page[SchoolOut]:
    """Return schools by key, closed ones too: a file may still name them.

    `authority` narrows to one authority, `q` to names that contain it and SEED codes that begin with it.
    """
    known, of = register(), f"schools:{authority}:{q}"
    start = after(cursor, of=of) or ()
    found = sorted(school.key for school in _matching(known, authority, q) if (school.key,) > start)
    rows = [_shown(known.school(key), known) for key in found[: limit + 1]]
    return page_of(rows, limit=limit, of=of, position=lambda row: (row.key,))


@router.get("/schools/{school}", response=SchoolOut, summary="Look up one school")
def get_school(request: ApiRequest, school: SchoolKey) -> SchoolOut:
    """Return one school, open or closed."""
    known = register()
    return _shown(_school(known, school), known)


@router.get("/schools/{school}/calendar", response=CalendarOut, summary="Look up a school's term dates")
def get_calendar(request: ApiRequest, school: SchoolKey, since: date | None = None) -> CalendarOut:
    """Return the days on which a school is shut, weekends apart, from today or from `since` on."""
    fact = _school(register(), school)
    holidays = _holidays(fact.authority_id, since or today_in_scotland(now()))
    return CalendarOut(school=fact.key, authority=fact.authority_id, holidays=holidays)


def _school(known: Register, key: str) -> SchoolFact:
    try:
        return known.school(key)
    except NotASchoolKey as error:
        raise SchoolNotFound from error


def _holidays(authority: str, since: date) -> list[HolidayOut]:
    with seen_as(NOTHING):
        rows = Holiday.objects.filter(authority_id=authority, day_after__gt=since).order_by("first_day")
        return [
            HolidayOut(name=each.name, first_day=each.first_day, day_after=each.day_after) for each in rows
        ]


def _matching(known: Register, authority: str, wanted: str) -> Iterator[SchoolFact]:
    text = wanted.casefold()
    for school in known.by_id.values():
        is_there = not authority or school.authority_id == authority
        if is_there and (text in school.name.casefold() or school.seed.startswith(text)):
            yield school


def _shown(school: SchoolFact, known: Register) -> SchoolOut:
    successor = known.by_id.get(school.successor_id) if school.successor_id is not None else None
    return SchoolOut(
        key=school.key,
        seed=school.seed,
        type=school.type,
        name=school.name,
        authority=school.authority_id,
        sector=school.sector,
        takes_part=school.takes_part,
        opened_on=school.opened_on,
        closed_on=school.closed_on,
        successor=successor.key if successor else None,
    )
