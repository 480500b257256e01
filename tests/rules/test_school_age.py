from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onward.foundation.school_age import (
    end_of_compulsory_age,
    is_of_compulsory_age,
    is_over_compulsory_age,
    start_of_compulsory_age,
)

births = st.dates(min_value=date(1990, 1, 1), max_value=date(2079, 12, 31))


def holiday_from_18_december(year: int) -> date:
    return date(year, 12, 18)


@pytest.mark.parametrize(
    ("born", "ends"),
    [
        (date(2010, 3, 1), date(2026, 5, 31)),
        (date(2010, 5, 31), date(2026, 5, 31)),
        (date(2010, 6, 1), date(2026, 5, 31)),
        (date(2010, 9, 30), date(2026, 5, 31)),
        (date(2010, 10, 1), date(2026, 12, 21)),
        (date(2010, 12, 31), date(2026, 12, 21)),
        (date(2010, 1, 1), date(2025, 12, 21)),
        (date(2010, 2, 28), date(2025, 12, 21)),
        (date(2012, 2, 29), date(2027, 12, 21)),
        (date(2012, 3, 1), date(2028, 5, 31)),
    ],
)
def test_compulsory_age_ends_in_may_or_december_by_the_birthday(born: date, ends: date) -> None:
    assert end_of_compulsory_age(born) == ends


@pytest.mark.parametrize(
    ("born", "ends"),
    [
        (date(2010, 10, 1), date(2026, 12, 18)),
        (date(2011, 2, 28), date(2026, 12, 18)),
        (date(2011, 3, 1), date(2027, 5, 31)),
    ],
)
def test_a_pupil_at_school_leaves_when_the_christmas_holiday_starts(born: date, ends: date) -> None:
    assert end_of_compulsory_age(born, holiday_from_18_december) == ends


@pytest.mark.parametrize(
    ("on", "over"),
    [(date(2026, 5, 30), False), (date(2026, 5, 31), True), (date(2026, 6, 1), True)],
)
def test_a_child_is_over_compulsory_age_from_the_leaving_date_on(on: date, over: bool) -> None:
    assert is_over_compulsory_age(date(2010, 9, 30), on) is over


def test_the_leaving_date_of_winter_follows_the_holiday() -> None:
    born, on = date(2010, 11, 5), date(2026, 12, 18)

    assert is_over_compulsory_age(born, on, holiday_from_18_december)
    assert not is_over_compulsory_age(born, on)


@pytest.mark.parametrize(
    ("born", "starts"),
    [
        (date(2020, 8, 14), date(2025, 8, 15)),
        (date(2020, 8, 15), date(2025, 8, 15)),
        (date(2020, 8, 16), date(2026, 8, 15)),
        (date(2020, 2, 29), date(2025, 8, 15)),
        (date(2021, 2, 28), date(2026, 8, 15)),
    ],
)
def test_compulsory_age_starts_with_the_school_year_after_the_fifth_birthday(
    born: date, starts: date
) -> None:
    assert start_of_compulsory_age(born) == starts


def test_the_authority_sets_when_compulsory_age_starts() -> None:
    assert start_of_compulsory_age(date(2020, 8, 20), lambda year: date(year, 8, 20)) == date(2025, 8, 20)


def test_a_child_born_on_29_february_turns_five_on_1_march() -> None:
    born = date(2020, 2, 29)

    assert start_of_compulsory_age(born, lambda year: date(year, 2, 28)) == date(2026, 2, 28)
    assert start_of_compulsory_age(born, lambda year: date(year, 3, 1)) == date(2025, 3, 1)


@given(births)
def test_a_child_is_of_compulsory_age_from_the_start_until_the_end(born: date) -> None:
    start, end = start_of_compulsory_age(born), end_of_compulsory_age(born)
    day = timedelta(days=1)

    assert [is_of_compulsory_age(born, on) for on in (start - day, start, end - day, end)] == [
        False,
        True,
        True,
        False,
    ]


@given(births)
def test_nobody_is_held_long_beyond_or_let_go_long_before_sixteen(born: date) -> None:
    sixteen = date(born.year + 16, born.month, min(born.day, 28))

    assert abs(end_of_compulsory_age(born) - sixteen) <= timedelta(days=125)
