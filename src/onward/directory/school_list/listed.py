"""A school as a list states it: the same values as in the directory, with the successor by its key."""

from dataclasses import dataclass
from datetime import date

from onward.directory.school_kinds import SchoolType, Sector, key_text


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSchool:
    """One school with everything that a list can say. `successor` is a school key, or empty."""

    seed: str
    type: SchoolType
    name: str
    authority: str
    sector: Sector
    takes_part: bool
    opened_on: date | None = None
    closed_on: date | None = None
    successor: str = ""
    email: str = ""
    phone: str = ""

    @property
    def key(self) -> str:
        """Return the school's key as text: `8012345-primary`."""
        return key_text(self.seed, self.type)
