"""What is wrong with something that was sent: where, why, and what would mend it."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """A fault stops its item; a warning travels with it."""

    FAULT = "fault"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing wrong with one item.

    `path` says where: a JSON path (`pupil.born`), an XML path with its line, or `row 7, column "DOB"`.
    `code` is stable and listed in `formats.fault_table`; `message` and `mend` are plain English and
    never repeat the faulty value of a personal field.
    """

    path: str
    code: str
    message: str
    mend: str
    level: Level = Level.FAULT
