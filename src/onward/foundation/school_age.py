"""Compulsory school age in Scotland: Education (Scotland) Act 1980, sections 31 to 33.

It runs from the first commencement date on or after the fifth birthday up to, and without, the
leaving date in May or December around the sixteenth birthday.
"""

from collections.abc import Callable
from datetime import date

DateOfYear = Callable[[int], date]
"""Gives the date of a yearly event, such as the first day of the Christmas holiday, in a year."""


def twenty_first_of_december(year: int) -> date:
    """Return the winter leaving date of whoever attends no school (section 33(3)(b))."""
    return date(year, 12, 21)


def middle_of_august(year: int) -> date:
    """Return 15 August, for an authority whose commencement date is not known."""
    return date(year, 8, 15)


def start_of_compulsory_age(born: date, school_year_starts: DateOfYear = middle_of_august) -> date:
    """Return the first day of compulsory school age, given when the authority's school years start."""
    fifth_birthday = _birthday(born, 5)
    starts = school_year_starts(fifth_birthday.year)
    return starts if starts >= fifth_birthday else school_year_starts(fifth_birthday.year + 1)


def end_of_compulsory_age(born: date, winter_holiday_starts: DateOfYear = twenty_first_of_december) -> date:
    """Return the leaving date: the first day on which a child born on `born` is over school age.

    It is 31 May of the year of the sixteenth birthday for those born from 1 March to 30 September;
    for the others the day in December on which the Christmas holiday around the birthday starts.
    """
    sixteenth_year = born.year + 16
    if born.month >= 10:
        return winter_holiday_starts(sixteenth_year)
    if born.month < 3:
        return winter_holiday_starts(sixteenth_year - 1)
    return date(sixteenth_year, 5, 31)


def is_over_compulsory_age(
    born: date, on: date, winter_holiday_starts: DateOfYear = twenty_first_of_december
) -> bool:
    """Tell whether a child born on `born` is over compulsory school age on the day `on`."""
    return on >= end_of_compulsory_age(born, winter_holiday_starts)


def is_of_compulsory_age(
    born: date,
    on: date,
    *,
    school_year_starts: DateOfYear = middle_of_august,
    winter_holiday_starts: DateOfYear = twenty_first_of_december,
) -> bool:
    """Tell whether a child born on `born` is of compulsory school age on the day `on`."""
    begun = on >= start_of_compulsory_age(born, school_year_starts)
    return begun and not is_over_compulsory_age(born, on, winter_holiday_starts)


def _birthday(born: date, age: int) -> date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        # Age of Legal Capacity (Scotland) Act 1991, section 6: born on 29 February, older on 1 March.
        return date(born.year + age, 3, 1)
