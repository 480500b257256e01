"""Put an invented nation into the database: its schools and holidays, and everybody on roll."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from onward.database.sight import seen_as
from onward.demo.calendars import all_holidays
from onward.demo.nation import Nation
from onward.demo.rolls import RollWriter, schools_without_roll
from onward.demo.schools import NationSchool
from onward.directory.calendar_list.holidays import ListedHoliday
from onward.directory.calendar_list.plan import CalendarPlan
from onward.directory.queries import listed_holidays
from onward.directory.register import Register, SchoolFact, current_register
from onward.directory.school_list.listed import ListedSchool
from onward.directory.school_list.plan import ImportPlan
from onward.directory.services import apply_calendars, apply_import
from onward.foundation.actor import Actor
from onward.foundation.errors import OnwardError
from onward.foundation.sight import HUB

Progress = Callable[[int, int], None]


class DirectoryInUse(OnwardError):
    """The directory lists schools already; the invented nation is not loaded among them."""

    code = "directory-in-use"


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """How many schools and pupils were not there before."""

    schools: int
    pupils: int


def load_nation(
    nation: Nation, *, by: Actor, now: datetime, progress: Progress = lambda _done, _total: None
) -> Loaded:
    """List the nation's schools and holidays, and put its pupils on the rolls of schools that have none.

    May be repeated, and goes on where it was interrupted: a school has its whole roll or none of it.
    `progress` hears how many pupils of how many are there, from several threads.

    Raises:
        DirectoryInUse: schools are listed that are not the nation's.
    """
    with seen_as(HUB):
        listed = _list_schools(nation, by=by, now=now)
        _list_holidays(by=by, now=now)
    with seen_as(HUB):
        schools = facts_of(nation)
        empty = schools_without_roll()
    rolls = {school.index: schools[school.index] for school in nation.schools if school.roll}
    wanted = {index for index, fact in rolls.items() if fact.id in empty}
    writer = RollWriter(nation, {index: rolls[index] for index in wanted}, by=by, now=now)
    return Loaded(schools=listed, pupils=writer.write(progress))


def facts_of(nation: Nation) -> tuple[SchoolFact, ...]:
    """Return the directory's schools in the order of the nation's. A sight must be set, and all be listed."""
    register = current_register()
    return tuple(register.by_key[school.seed, school.type] for school in nation.schools)


def _list_schools(nation: Nation, *, by: Actor, now: datetime) -> int:
    """List all the schools where none is listed; where all of them are, there is nothing to do."""
    register = current_register()
    if all(_is_listed(school, register) for school in nation.schools):
        return 0
    if register.by_id:
        raise DirectoryInUse
    apply_import(ImportPlan(added=tuple(_listed(school) for school in nation.schools)), by=by, now=now)
    return len(nation.schools)


def _is_listed(school: NationSchool, register: Register) -> bool:
    fact = register.by_key.get((school.seed, school.type))
    return fact is not None and fact.authority_id == school.authority


def _listed(school: NationSchool) -> ListedSchool:
    return ListedSchool(
        seed=school.seed,
        type=school.type,
        name=school.name,
        authority=school.authority,
        sector=school.sector,
        takes_part=school.takes_part,
    )


def _list_holidays(*, by: Actor, now: datetime) -> None:
    """List the holidays of authorities that have none; a calendar that somebody has set stays."""
    known = {holiday.authority for holiday in listed_holidays()}
    added = tuple(
        ListedHoliday(
            authority=fact.authority,
            first_day=fact.period.start,
            day_after=fact.period.end,
            name=fact.name,
        )
        for fact in all_holidays()
        if fact.authority not in known
    )
    if added:
        apply_calendars(CalendarPlan(added=added), by=by, now=now)
