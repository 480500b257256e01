"""What importing a list of holidays would do. Nothing has happened yet: this is what a dry run shows."""

from dataclasses import dataclass

from onward.directory.calendar_list.holidays import ListedHoliday
from onward.foundation.faults import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPlan:
    """The holidays that would come and go, and every fault of the list.

    A list replaces whole school years of an authority. An authority with a faulty row keeps the
    calendar that it has, because a calendar with a hole would raise alarms on the wrong day.
    """

    added: tuple[ListedHoliday, ...] = ()
    removed: tuple[ListedHoliday, ...] = ()
    unchanged: int = 0
    faults: tuple[Fault, ...] = ()

    @property
    def changes_anything(self) -> bool:
        """Tell whether importing would change the directory."""
        return bool(self.added or self.removed)

    @property
    def authorities(self) -> tuple[str, ...]:
        """Return the codes of the authorities whose calendar would change."""
        return tuple(sorted({each.authority for each in (*self.added, *self.removed)}))
