"""The directory as lists have it: for planning an import, and for writing a list.

Everything else asks the register.
"""

from onward.directory.calendar_list.holidays import ListedHoliday
from onward.directory.models import Authority, Holiday, School
from onward.directory.school_kinds import SchoolType, Sector
from onward.directory.school_list.listed import ListedSchool


def authority_codes() -> frozenset[str]:
    """Return the codes of all authorities."""
    return frozenset(Authority.objects.values_list("code", flat=True))


def listed_schools() -> dict[str, ListedSchool]:
    """Return every school by its key, in the order of the keys. One query."""
    schools = list(School.objects.order_by("seed", "type"))
    keys = {school.id: school.key for school in schools}
    return {school.key: _listed(school, keys) for school in schools}


def listed_holidays() -> dict[ListedHoliday, int]:
    """Return every holiday with the number of its row, in the order of authorities and days. One query."""
    return {
        ListedHoliday(
            authority=holiday.authority_id,
            first_day=holiday.first_day,
            day_after=holiday.day_after,
            name=holiday.name,
        ): holiday.id
        for holiday in Holiday.objects.order_by("authority_id", "first_day", "id")
    }


def _listed(school: School, keys: dict[int, str]) -> ListedSchool:
    return ListedSchool(
        seed=school.seed,
        type=SchoolType(school.type),
        name=school.name,
        authority=school.authority_id,
        sector=Sector(school.sector),
        takes_part=school.takes_part,
        opened_on=school.opened_on,
        closed_on=school.closed_on,
        successor=keys[school.successor_id] if school.successor_id else "",
        email=school.email,
        phone=school.phone,
    )
