"""Planning the import of holidays: whole school years are replaced, and never with a hole."""

from collections.abc import Collection
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onward.directory.calendar_list.holidays import ListedHoliday, overlapping, school_year_of
from onward.directory.calendar_list.plan import CalendarPlan
from onward.directory.calendar_list.planning import plan_calendars
from onward.formats.fault_table import fault
from onward.foundation.school_days import Period

AUTHORITIES = frozenset({"120", "260"})


def holiday(authority: str, first_day: str, last_day: str, name: str) -> ListedHoliday:
    return ListedHoliday(
        authority=authority,
        first_day=date.fromisoformat(first_day),
        day_after=date.fromisoformat(last_day) + timedelta(days=1),
        name=name,
    )


OCTOBER = holiday("120", "2009-10-05", "2009-10-16", "October")
CHRISTMAS = holiday("120", "2009-12-22", "2010-01-04", "Christmas")
BEFORE = holiday("120", "2009-06-29", "2009-08-14", "Summer")


def row(authority: str, first_day: str, last_day: str, name: str) -> dict[str, str]:
    return {"authority": authority, "first_day": first_day, "last_day": last_day, "name": name}


def plan(*rows: dict[str, str], known: Collection[ListedHoliday] = ()) -> CalendarPlan:
    return plan_calendars(enumerate(rows, start=2), known=known, authorities=AUTHORITIES)


def codes(done: CalendarPlan) -> list[tuple[str, str]]:
    return [(each.path, each.code) for each in done.faults]


def test_the_last_day_in_a_file_is_a_holiday_too() -> None:
    (added,) = plan(row("120", "2009-10-05", "16/10/2009", "October")).added

    assert added == OCTOBER
    assert added.day_after == date(2009, 10, 17)


def test_a_list_replaces_the_school_years_that_it_names_and_no_other() -> None:
    done = plan(row("120", "2009-10-05", "2009-10-16", "October"), known=[OCTOBER, CHRISTMAS, BEFORE])

    assert (done.added, done.removed, done.unchanged) == ((), (CHRISTMAS,), 1)


def test_authorities_that_a_list_does_not_name_keep_their_calendar() -> None:
    done = plan(row("260", "2009-10-05", "2009-10-16", "October"), known=[OCTOBER])

    assert done.removed == ()
    assert done.authorities == ("260",)


@pytest.mark.parametrize(
    ("bad", "column", "code"),
    [
        (row("120", "2009-10-16", "2009-10-05", "October"), "last_day", "holiday-ends-before-it-starts"),
        (row("120", "soon", "2009-10-05", "October"), "first_day", "wrong-format"),
        (row("120", "2009-10-05", "", "October"), "last_day", "wrong-format"),
        (row("120", "2009-10-05", "2009-10-16", ""), "name", "empty-field"),
    ],
)
def test_an_authority_with_a_bad_row_keeps_its_calendar_and_the_others_go_through(
    bad: dict[str, str], column: str, code: str
) -> None:
    done = plan(
        bad,
        row("120", "2009-12-22", "2010-01-04", "Christmas"),
        row("260", "2009-10-12", "2009-10-16", "October"),
        known=[OCTOBER],
    )

    assert codes(done) == [(f'row 2, column "{column}"', code), ("row 3", "calendar-held-back")]
    assert done.authorities == ("260",)


def test_a_row_that_cannot_be_read_holds_everybody_back() -> None:
    unreadable = fault("row-unreadable", "row 3")

    done = plan_calendars(
        [(2, row("120", "2009-10-05", "2009-10-16", "October")), unreadable],
        known=(),
        authorities=AUTHORITIES,
    )

    assert [code for _, code in codes(done)] == ["row-unreadable", "calendar-held-back"]
    assert not done.changes_anything


def test_a_row_of_an_unknown_authority_holds_nobody_back() -> None:
    done = plan(
        row("121", "2009-10-05", "2009-10-16", "October"), row("120", "2009-10-05", "2009-10-16", "October")
    )

    assert codes(done) == [('row 2, column "authority"', "authority-unknown")]
    assert done.added == (OCTOBER,)


def test_holidays_that_share_a_day_are_pointed_out_and_used() -> None:
    done = plan(row("120", "2009-08-03", "2009-08-10", "Early August"), known=[BEFORE])

    assert codes(done) == [("row 2", "holiday-overlaps")]
    assert len(done.added) == 1


def test_a_list_without_its_columns_is_refused_as_a_whole() -> None:
    done = plan({"authority": "120", "first_day": "2009-10-05"}, known=[OCTOBER])

    assert codes(done) == [("row 1", "columns-missing")]
    assert not done.changes_anything


@pytest.mark.parametrize(
    ("first_day", "year"),
    [("2009-08-01", 2009), ("2010-06-28", 2009), ("2010-07-31", 2009), ("2010-08-01", 2010)],
)
def test_a_holiday_belongs_to_the_school_year_in_which_it_starts(first_day: str, year: int) -> None:
    found = school_year_of(date.fromisoformat(first_day))

    assert found == Period(start=date(year, 8, 1), end=date(year + 1, 8, 1))


DAYS = st.integers(0, 12).map(lambda days: date(2009, 9, 1) + timedelta(days=days))
HOLIDAYS = st.builds(
    lambda authority, first_day, length: ListedHoliday(
        authority=authority, first_day=first_day, day_after=first_day + timedelta(days=length), name="Holiday"
    ),
    st.sampled_from(["120", "260"]),
    DAYS,
    st.integers(1, 6),
)


@given(st.sets(HOLIDAYS, max_size=6))
def test_no_two_holidays_share_a_day_once_the_overlapping_are_taken_out(holidays: set[ListedHoliday]) -> None:
    late = overlapping(holidays)

    days = [
        (each.authority, each.first_day + timedelta(days=number))
        for each in holidays - late
        for number in range((each.day_after - each.first_day).days)
    ]
    assert len(days) == len(set(days))
    assert bool(late) == shares_a_day(holidays)


def shares_a_day(holidays: set[ListedHoliday]) -> bool:
    return any(
        one.authority == other.authority
        and max(one.first_day, other.first_day) < min(one.day_after, other.day_after)
        for one, other in combinations(holidays, 2)
    )
