"""A snapshot of the whole directory in memory, so that a batch of messages asks it without queries.

It is small (a few thousand schools) and read far more often than changed. It does not change anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from onward.database.bulk import fetch
from onward.directory.errors import SchoolNotFound
from onward.directory.models import Authority, Holiday, School
from onward.directory.school_kinds import SchoolType, Sector, parse_key
from onward.foundation.school_days import Period, SchoolCalendar

WEEKENDS_ONLY = SchoolCalendar()


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolFact:
    """What the directory knows of one school. `key` is its name in text: `8012345-primary`."""

    id: int
    seed: str
    type: SchoolType
    key: str
    name: str
    authority_id: str
    sector: Sector
    takes_part: bool
    opened_on: date | None
    closed_on: date | None
    successor_id: int | None

    def is_closed(self, on: date) -> bool:
        """Tell whether the school is no more on that day. One that has yet to open is not closed."""
        return self.closed_on is not None and self.closed_on <= on

    def is_open(self, on: date) -> bool:
        """Tell whether the school has opened and not closed by that day."""
        return not self.is_closed(on) and (self.opened_on is None or self.opened_on <= on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """All schools and calendars at one moment. It never changes; ask for a new one per piece of work."""

    by_id: Mapping[int, SchoolFact]
    by_key: Mapping[tuple[str, str], SchoolFact]
    authorities: Mapping[str, str]
    """Names of the authorities by code."""
    calendars: Mapping[str, SchoolCalendar]

    def calendar_of(self, authority_id: str) -> SchoolCalendar:
        """Return the authority's school days; where no holidays are known, all but weekends."""
        return self.calendars.get(authority_id, WEEKENDS_ONLY)

    def school(self, key: str) -> SchoolFact:
        """Return the school with this key, such as `8012345-primary`.

        Raises:
            NotASchoolKey: the text is no school key.
            SchoolNotFound: the directory has no such school.
        """
        found = self.by_key.get(parse_key(key))
        if found is None:
            raise SchoolNotFound(f"No school {key.strip()} is in the directory.")
        return found

    def successor_of(self, school: SchoolFact, on: date) -> SchoolFact | None:
        """Return the school that answers for this one on that day, or None if no school does.

        That is the school itself while it is not closed, else the first in the chain of successors that
        is not closed. A successor that has yet to open counts: it takes over what waits. A chain that
        goes in a circle, which the verbs refuse, leads to nobody.
        """
        seen: set[int] = set()
        here: SchoolFact | None = school
        while here is not None and here.is_closed(on):
            seen.add(here.id)
            following = here.successor_id
            here = None if following is None or following in seen else self.by_id.get(following)
        return here


class _Kept:
    """The register that this process read last, with the version that it was read at."""

    def __init__(self) -> None:
        # One attribute, replaced as a whole: threads see the old pair or the new one, never half.
        self.pair: tuple[tuple[Any, ...], Register] | None = None


_kept = _Kept()


def current_register() -> Register:
    """Return the directory as the running transaction sees it.

    Costs one small query, and a few more where the directory has changed since this process last looked.
    Any sight may ask.
    """
    # The version is read first: if the directory changes in between, the next call reads again.
    versions = fetch("SELECT number, stamp FROM directory_version")
    if not versions:
        return _read_register()  # nothing was ever listed, so nothing is worth keeping
    version = versions[0]
    kept = _kept.pair
    if kept is None or kept[0] != version:
        kept = _kept.pair = (version, _read_register())
    return kept[1]


def _read_register() -> Register:
    schools = [fact_of(school) for school in School.objects.defer("email", "phone").order_by("id")]
    return Register(
        by_id={school.id: school for school in schools},
        by_key={(school.seed, school.type): school for school in schools},
        authorities=dict(Authority.objects.values_list("code", "name").order_by("code")),
        calendars=_read_calendars(),
    )


def fact_of(school: School) -> SchoolFact:
    """Return what the register holds of this row."""
    return SchoolFact(
        id=school.id,
        seed=school.seed,
        type=SchoolType(school.type),
        key=school.key,
        name=school.name,
        authority_id=school.authority_id,
        sector=Sector(school.sector),
        takes_part=school.takes_part,
        opened_on=school.opened_on,
        closed_on=school.closed_on,
        successor_id=school.successor_id,
    )


def _read_calendars() -> dict[str, SchoolCalendar]:
    holidays: dict[str, list[Period]] = {}
    for authority, first_day, day_after in Holiday.objects.values_list(
        "authority_id", "first_day", "day_after"
    ):
        holidays.setdefault(authority, []).append(Period(start=first_day, end=day_after))
    return {authority: SchoolCalendar(periods) for authority, periods in holidays.items()}
