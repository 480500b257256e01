"""What the tests of the directory share: two authorities' schools, as somebody would list them."""

from datetime import UTC, date, datetime

from onward.directory import services
from onward.directory.register import SchoolFact
from onward.directory.school_kinds import SchoolType, Sector
from onward.directory.school_list.listed import ListedSchool
from onward.foundation.actor import job

NOW = datetime(2009, 6, 1, 9, tzinfo=UTC)
JULY = date(2009, 7, 1)
KEEPER = job("tests")


def listed(number: int, name: str = "", *, authority: str = "120") -> ListedSchool:
    return ListedSchool(
        seed=f"80{number:05}",
        type=SchoolType.PRIMARY,
        name=name or f"School {number}",
        authority=authority,
        sector=Sector.PUBLICLY_FUNDED,
        takes_part=True,
    )


def opened(number: int, *, authority: str = "120") -> SchoolFact:
    return services.open_school(school=listed(number, authority=authority), by=KEEPER, now=NOW)
