"""A list that the directory wrote can be read again, and changes nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onward.directory.calendar_list.holidays import ListedHoliday
from onward.directory.calendar_list.planning import plan_calendars
from onward.directory.list_columns import ListRow
from onward.directory.list_reading import read_list
from onward.directory.list_writing import write_holiday_list, write_school_list
from onward.directory.school_kinds import SchoolType, Sector
from onward.directory.school_list.listed import ListedSchool
from onward.directory.school_list.planning import plan_import
from onward.foundation.faults import Fault

LINE = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=30).map(
    lambda text: " ".join(text.split()) if text.isprintable() else ""
)
NAME = LINE.filter(bool).filter(lambda text: text[0] not in "'\"=")
DAY = st.dates(date(1990, 1, 1), date(2030, 1, 1))

SCHOOLS = st.lists(
    st.builds(
        ListedSchool,
        seed=st.from_regex(r"[0-9]{7}", fullmatch=True),
        type=st.sampled_from(SchoolType),
        name=NAME,
        authority=st.sampled_from(["120", "900"]),
        sector=st.sampled_from(Sector),
        takes_part=st.booleans(),
        opened_on=st.none() | DAY.map(lambda day: day.replace(year=1980)),
        closed_on=st.none() | DAY,
        email=st.sampled_from(["", "office@school.example"]),
        phone=st.sampled_from(["", "+44 1307 000000"]),
    ),
    unique_by=lambda school: school.key,
    max_size=5,
)


def read(text: str) -> Iterator[ListRow | Fault]:
    return read_list(BytesIO(text.encode()), "list.csv")


def test_what_a_spreadsheet_would_run_is_written_as_text() -> None:
    to = StringIO(newline="")
    telling = ListedSchool(
        seed="8000001",
        type=SchoolType.PRIMARY,
        name="=1+1",
        authority="120",
        sector=Sector.PUBLICLY_FUNDED,
        takes_part=True,
        phone="+44 1307 000000",
    )

    write_school_list([telling], to)

    assert "'=1+1" in to.getvalue()
    assert "'+44 1307 000000" in to.getvalue()


@given(SCHOOLS)
def test_a_school_list_comes_back_as_it_was_written(schools: list[ListedSchool]) -> None:
    known = {each.key: each for each in succeeded(schools)}
    to = StringIO(newline="")

    write_school_list(known.values(), to)

    done = plan_import(read(to.getvalue()), known=known, authorities=["120", "900"])
    assert (done.faults, done.changes_anything, done.unchanged) == ((), False, len(known))


def succeeded(schools: list[ListedSchool]) -> list[ListedSchool]:
    """Let each closed school but the last have the next as its successor."""
    return [
        replace(each, successor=following.key) if each.closed_on else each
        for each, following in pairwise(schools)
    ] + schools[-1:]


@given(
    st.sets(st.builds(lambda *values: values, st.sampled_from(["120", "260"]), DAY, st.integers(1, 60), NAME))
)
def test_a_holiday_list_comes_back_as_it_was_written(stated: set[tuple[str, date, int, str]]) -> None:
    holidays = {
        ListedHoliday(
            authority=authority,
            first_day=first_day,
            day_after=date.fromordinal(first_day.toordinal() + length),
            name=name,
        )
        for authority, first_day, length, name in stated
    }
    to = StringIO(newline="")

    write_holiday_list(sorted(holidays), to)

    done = plan_calendars(read(to.getvalue()), known=holidays, authorities=["120", "260"])
    assert (done.changes_anything, done.unchanged) == (False, len(holidays))
