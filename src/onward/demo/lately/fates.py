"""What becomes of the pupils who leave in the last weeks, and how many of them meet each fate.

A share of the nation's moves goes as most do. One school and its authority, where the people of the
demonstration work, get some of every kind, so that each of their lists has something in it.
"""

from dataclasses import dataclass
from enum import StrEnum, auto

from onward.formats.forms import Kind


class Goes(StrEnum):
    """Where a pupil goes, as the school that is left says it."""

    TO_SCHOOL = auto()
    NOWHERE_SAID = auto()
    ABROAD = auto()
    WITHIN_THE_UK = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class Fate:
    """How a move goes: told `days` weekdays ago, then each follow-up so many weekdays later.

    `days` is the first and the last day that it may be told on; a negative `leaves_in` is of a pupil who
    had left before it was told, a positive one of a pupil who is still there.
    """

    reason: str = "01"
    goes: Goes = Goes.TO_SCHOOL
    days: tuple[int, int]
    leaves_in: int = 0
    then: tuple[tuple[Kind, int], ...] = ()


ARRIVES = Fate(days=(38, 8), then=((Kind.ARRIVAL, 4),))
ON_THE_WAY = Fate(days=(4, 0))
LEAVES_SOON = Fate(days=(2, 0), leaves_in=4)
SILENT = Fate(days=(38, 18))
LATE = Fate(days=(15, 12))
NOT_HERE = Fate(days=(14, 9), then=((Kind.NO_ARRIVAL, 6),))
SENT_ON = Fate(days=(20, 12), then=((Kind.NO_ARRIVAL, 4), (Kind.REDIRECT, 5)))
UNPLACED = Fate(days=(3, 0), goes=Goes.NOWHERE_SAID)
UNKNOWN = Fate(reason="05", days=(14, 9), goes=Goes.NOWHERE_SAID)
NO_REASON = Fate(reason="", days=(5, 1), goes=Goes.NOWHERE_SAID)
ABROAD = Fate(reason="12", days=(18, 6), goes=Goes.ABROAD)
ENGLAND = Fate(reason="13", days=(35, 24), goes=Goes.WITHIN_THE_UK)
TAKEN_BACK = Fate(days=(10, 6), then=((Kind.WITHDRAWAL, 2),))

OF_THE_NATION = (
    *((ARRIVES,) * 160),
    *((ON_THE_WAY,) * 30),
    *((SILENT,) * 6),
    *((LATE,) * 6),
    *((NOT_HERE,) * 3),
    *((UNPLACED,) * 8),
    *((ABROAD,) * 8),
    *((ENGLAND,) * 6),
)
"""Moves anywhere in the nation."""

FROM_THE_AUTHORITY = (
    *((ARRIVES,) * 9),
    *((ON_THE_WAY,) * 6),
    *((SILENT,) * 3),
    *((LATE,) * 2),
    *((NO_REASON,) * 2),
    *((UNKNOWN,) * 2),
    NOT_HERE,
    SENT_ON,
    ABROAD,
    ENGLAND,
)
"""Moves away from the authority's other schools."""

FROM_THE_SCHOOL = (
    *((ARRIVES,) * 4),
    *((ON_THE_WAY,) * 3),
    *((LEAVES_SOON,) * 2),
    *((UNPLACED,) * 2),
    SILENT,
    LATE,
    NOT_HERE,
    ABROAD,
    UNKNOWN,
    TAKEN_BACK,
)
"""Moves away from the school."""

TO_THE_SCHOOL = (
    *((ARRIVES,) * 5),
    *((ON_THE_WAY,) * 12),
    *((LATE,) * 2),
    SILENT,
)
"""Moves to the school, from anywhere."""
