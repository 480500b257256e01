"""How one cell of a list is read: each reader makes a value of a trimmed cell, or says what is wrong."""

import re
from collections.abc import Callable, Collection
from datetime import date
from enum import StrEnum

_BRITISH_DAY = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00:00)?")
_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"no", "n", "false", "0"})


class CellNotRead(Exception):
    """A cell does not hold what its column needs; it carries the code of the fault and its words."""

    def __init__(self, code: str, **words: str | int) -> None:
        """Take the code in the fault table and the words that its texts need."""
        super().__init__(code)
        self.code = code
        self.words = words


def text(limit: int) -> Callable[[str], str]:
    """Return a reader of text that may be empty."""

    def read(cell: str) -> str:
        if len(cell) > limit:
            raise CellNotRead("text-too-long", limit=limit)
        if not cell.isprintable():
            raise CellNotRead("text-unreadable")
        return cell

    return read


def filled_text(limit: int) -> Callable[[str], str]:
    """Return a reader of text that must not be empty."""
    read_text = text(limit)

    def read(cell: str) -> str:
        if not cell:
            raise CellNotRead("empty-field")
        return read_text(cell)

    return read


def pattern(form: str, expected: str) -> Callable[[str], str]:
    """Return a reader of text of one form; the expected form is told to whoever writes another."""
    compiled = re.compile(form)

    def read(cell: str) -> str:
        if compiled.fullmatch(cell) is None:
            raise CellNotRead("wrong-format", expected=expected)
        return cell

    return read


def choice(kinds: type[StrEnum]) -> Callable[[str], StrEnum]:
    """Return a reader of one of several words; capitals and spaces for hyphens do not matter."""

    def read(cell: str) -> StrEnum:
        try:
            return kinds(re.sub(r"[\s_-]+", "-", cell.lower()))
        except ValueError:
            raise CellNotRead("wrong-choice", choices=", ".join(kinds)) from None

    return read


def one_of(codes: Collection[str], otherwise: str) -> Callable[[str], str]:
    """Return a reader of a code that must be among `codes`; `otherwise` is the fault if it is not."""

    def read(cell: str) -> str:
        if not cell:
            raise CellNotRead("empty-field")
        if cell not in codes:
            raise CellNotRead(otherwise)
        return cell

    return read


def yes_no(cell: str) -> bool:
    """Read yes or no."""
    answer = cell.lower()
    if answer not in _YES | _NO:
        raise CellNotRead("wrong-choice", choices="yes, no")
    return answer in _YES


def day(cell: str) -> date:
    """Read a date, in international or British form."""
    if british := _BRITISH_DAY.fullmatch(cell):
        written = british.group(3, 2, 1)
    elif international := _ISO_DAY.fullmatch(cell):
        written = international.group(1, 2, 3)
    else:
        raise CellNotRead("wrong-format", expected="2026-08-31 or 31/08/2026")
    year, month, day_of_month = (int(part) for part in written)
    try:
        return date(year, month, day_of_month)
    except ValueError:
        raise CellNotRead("no-such-day") from None


def day_or_none(cell: str) -> date | None:
    """Read a date; an empty cell means that there is none."""
    return day(cell) if cell else None
