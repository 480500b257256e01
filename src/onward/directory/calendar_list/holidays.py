"""A holiday as a list states it, whether two of them share a day, and the school year it belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from onward.foundation.school_days import Period

_YEAR_STARTS_IN = 8


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ListedHoliday:
    """A run of days without school in one authority, from `first_day` up to and without `day_after`."""

    authority: str
    first_day: date
    day_after: date
    name: str

    @property
    def last_day(self) -> date:
        """Return the last day without school, as people write holidays down."""
        return self.day_after - timedelta(days=1)


def school_year_of(first_day: date) -> Period:
    """Return the school year whose calendar lists a holiday that starts on this day: August to July.

    The summer holiday runs over the end of July; it belongs to the year in which it starts.
    """
    year = first_day.year if first_day.month >= _YEAR_STARTS_IN else first_day.year - 1
    return Period(start=date(year, _YEAR_STARTS_IN, 1), end=date(year + 1, _YEAR_STARTS_IN, 1))


def overlapping(holidays: Iterable[ListedHoliday]) -> set[ListedHoliday]:
    """Return the holidays that share a day with an earlier one of the same authority."""
    late = set()
    reaching: ListedHoliday | None = None
    for holiday in sorted(holidays):
        if reaching and reaching.authority == holiday.authority and holiday.first_day < reaching.day_after:
            late.add(holiday)
            if holiday.day_after <= reaching.day_after:
                continue
        reaching = holiday
    return late
