"""Arithmetic in school days: neither weekends nor holidays count, and no answer walks day by day.

Weekdays are numbered without gaps, and the holidays among them kept sorted; the n-th school day is
then one binary search away, for any year, and a calendar never changes once it is built.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Period:
    """The days from `start` up to, and without, `end`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse a period that ends before it starts."""
        if self.end < self.start:
            raise ValueError("a period cannot end before it starts")

    def __contains__(self, day: date) -> bool:
        """Tell whether `day` lies in the period."""
        return self.start <= day < self.end


class SchoolCalendar:
    """The school days of one authority. Holidays may come in any order, and may overlap."""

    def __init__(self, holidays: Sequence[Period] = ()) -> None:
        """Build the calendar; `holidays` are all days, other than weekends, without school."""
        closed = {
            number
            for holiday in holidays
            for number in range(
                _weekdays_before(holiday.start.toordinal()), _weekdays_before(holiday.end.toordinal())
            )
        }
        self._closed = sorted(closed)
        # For each closed weekday: how many school days lie before it. Sorted, as `_closed` is.
        self._open_before = [number - index for index, number in enumerate(self._closed)]

    def is_school_day(self, day: date) -> bool:
        """Tell whether schools are open on `day`."""
        ordinal = day.toordinal()
        return self._school_days_before(ordinal + 1) > self._school_days_before(ordinal)

    def add_school_days(self, start: date, count: int) -> date:
        """Return the `count`-th school day after `start`, which itself does not count.

        No days after `start` is `start`, be it a school day or not.

        Raises:
            ValueError: `count` is negative.
            OverflowError: there is no such date in the calendar of this world (year 9999).
        """
        if count < 0:
            raise ValueError("school days are counted forward")
        if count == 0:
            return start
        index = self._school_days_before(start.toordinal() + 1) + count - 1
        weekday = index + bisect_right(self._open_before, index)
        ordinal = _ordinal_of_weekday(weekday)
        if ordinal > date.max.toordinal():
            raise OverflowError("there is no such date")
        return date.fromordinal(ordinal)

    def school_days_between(self, start: date, end: date) -> int:
        """Return how many school days lie after `start`, up to and with `end`.

        It undoes `add_school_days`, and is negative where `end` lies before `start`.
        """
        after_start = self._school_days_before(start.toordinal() + 1)
        return self._school_days_before(end.toordinal() + 1) - after_start

    def next_school_day(self, day: date) -> date:
        """Return the first school day after `day`."""
        return self.add_school_days(day, 1)

    def _school_days_before(self, ordinal: int) -> int:
        weekdays = _weekdays_before(ordinal)
        return weekdays - bisect_left(self._closed, weekdays)


def _weekdays_before(ordinal: int) -> int:
    weeks, days = divmod(ordinal - 1, 7)  # the first day of year 1 was a Monday
    return weeks * 5 + min(days, 5)


def _ordinal_of_weekday(number: int) -> int:
    weeks, days = divmod(number, 5)
    return weeks * 7 + days + 1
