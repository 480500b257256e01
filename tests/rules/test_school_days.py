from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onward.foundation.school_days import Period, SchoolCalendar

SUMMER = Period(start=date(2026, 6, 27), end=date(2026, 8, 17))
AUTUMN_MONDAY = Period(start=date(2026, 9, 28), end=date(2026, 9, 29))
CALENDAR = SchoolCalendar([AUTUMN_MONDAY, SUMMER])

FRIDAY_BEFORE_SUMMER = date(2026, 6, 26)
FIRST_DAY_OF_TERM = date(2026, 8, 17)

days = st.dates(min_value=date(2004, 1, 1), max_value=date(2041, 12, 31))
counts = st.integers(min_value=0, max_value=500)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(days)
    return Period(start=start, end=start + timedelta(days=draw(st.integers(0, 60))))


calendars = st.lists(periods(), max_size=20).map(SchoolCalendar)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (FRIDAY_BEFORE_SUMMER, True),
        (date(2026, 6, 27), False),
        (date(2026, 7, 1), False),
        (date(2026, 8, 14), False),
        (FIRST_DAY_OF_TERM, True),
        (date(2026, 8, 22), False),
        (date(2026, 8, 23), False),
        (date(2026, 9, 28), False),
        (date(2026, 9, 29), True),
    ],
)
def test_weekends_and_holidays_are_no_school_days(day: date, expected: bool) -> None:
    assert CALENDAR.is_school_day(day) is expected


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (FRIDAY_BEFORE_SUMMER, 1, FIRST_DAY_OF_TERM),
        (date(2026, 7, 15), 1, FIRST_DAY_OF_TERM),
        (FIRST_DAY_OF_TERM, 1, date(2026, 8, 18)),
        (FIRST_DAY_OF_TERM, 5, date(2026, 8, 24)),
        (date(2026, 8, 22), 1, date(2026, 8, 24)),
        (date(2026, 9, 25), 1, date(2026, 9, 29)),
        (date(2026, 9, 25), 0, date(2026, 9, 25)),
        (date(2026, 7, 15), 0, date(2026, 7, 15)),
    ],
)
def test_school_days_are_counted_from_the_day_after(start: date, count: int, expected: date) -> None:
    assert CALENDAR.add_school_days(start, count) == expected


def test_twenty_school_days_without_holidays_are_four_weeks() -> None:
    assert SchoolCalendar().add_school_days(date(2026, 3, 2), 20) == date(2026, 3, 30)


def test_the_next_school_day_is_never_the_day_itself() -> None:
    assert CALENDAR.next_school_day(FIRST_DAY_OF_TERM) == date(2026, 8, 18)


def test_overlapping_holidays_count_once() -> None:
    twice = SchoolCalendar([SUMMER, SUMMER, Period(start=date(2026, 7, 1), end=date(2026, 8, 1))])

    assert twice.add_school_days(FRIDAY_BEFORE_SUMMER, 1) == FIRST_DAY_OF_TERM


def test_counting_backward_is_refused() -> None:
    with pytest.raises(ValueError, match="forward"):
        CALENDAR.add_school_days(FIRST_DAY_OF_TERM, -1)


def test_a_day_after_the_last_year_is_refused() -> None:
    with pytest.raises(OverflowError):
        CALENDAR.add_school_days(date(9999, 12, 31), 1)


def test_a_period_is_half_open_and_runs_forward() -> None:
    assert date(2026, 6, 27) in SUMMER
    assert date(2026, 8, 17) not in SUMMER
    with pytest.raises(ValueError, match="before it starts"):
        Period(start=date(2026, 6, 2), end=date(2026, 6, 1))


@given(st.lists(periods(), max_size=20), days)
def test_a_school_day_is_a_weekday_outside_every_holiday(holidays: list[Period], day: date) -> None:
    expected = day.weekday() < 5 and not any(day in holiday for holiday in holidays)

    assert SchoolCalendar(holidays).is_school_day(day) is expected


@given(calendars, days, st.integers(min_value=1, max_value=60))
def test_adding_agrees_with_walking_day_by_day(calendar: SchoolCalendar, start: date, count: int) -> None:
    day = start
    for _ in range(count):
        day += timedelta(days=1)
        while not calendar.is_school_day(day):
            day += timedelta(days=1)

    assert calendar.add_school_days(start, count) == day


@given(calendars, days, counts)
def test_counting_undoes_adding(calendar: SchoolCalendar, start: date, count: int) -> None:
    end = calendar.add_school_days(start, count)

    assert calendar.school_days_between(start, end) == count


@given(calendars, days, days)
def test_adding_undoes_counting_where_the_end_is_a_school_day(
    calendar: SchoolCalendar, start: date, end: date
) -> None:
    assume(end > start and calendar.is_school_day(end))

    assert calendar.add_school_days(start, calendar.school_days_between(start, end)) == end


@given(calendars, days, counts, counts)
def test_more_school_days_end_later(calendar: SchoolCalendar, start: date, one: int, other: int) -> None:
    fewer, more = sorted((one, other))
    assume(fewer < more)

    assert calendar.add_school_days(start, fewer) < calendar.add_school_days(start, more)


@given(calendars, days, days, st.integers(min_value=1, max_value=500))
def test_a_later_start_never_ends_earlier(
    calendar: SchoolCalendar, one: date, other: date, count: int
) -> None:
    earlier, later = sorted((one, other))

    assert calendar.add_school_days(earlier, count) <= calendar.add_school_days(later, count)


@given(calendars, days, days)
def test_counting_the_other_way_round_is_negative(calendar: SchoolCalendar, one: date, other: date) -> None:
    assert calendar.school_days_between(one, other) == -calendar.school_days_between(other, one)
