"""What a school office writes in a cell, and what it means. Kind to spreadsheets, never guessing dates."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from onward.formats.tables.cells import Cell, as_text


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a cell means, and the code of a warning where something was put right."""

    value: object
    warning: str = ""


class CellNotRead(Exception):
    """The cell says nothing that can be read; it carries the code of the fault and the form expected."""

    def __init__(self, expected: str, code: str = "wrong-format") -> None:
        """Take the form in which it should be written, and the code if it is another fault than that."""
        super().__init__(code)
        self.code = code
        self.expected = expected


CellReader = Callable[[Cell, date], CellValue]
"""Makes the value of a filled cell; the day is the one from which the file counts days."""

DAY_FORM = "a date such as 31/12/2025 or 2025-12-31"
YES_NO_FORM = "yes or no"

_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_UK_DAY = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4})")
_WORD_DAY = re.compile(r"([0-9]{1,2})[ -]([a-z]{3})[a-z]*[ -]([0-9]{4})", re.IGNORECASE)
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?$")
_SERIAL_DAY = re.compile(r"[1-9][0-9]{4}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_REASON = re.compile(r"([0-9]{1,2}|-)(?![0-9])[\s.:–-]*.*", re.DOTALL)  # noqa: RUF001 -- offices type dashes
_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"no", "n", "false", "0"})
_SEXES = MappingProxyType(
    {
        "f": "F",
        "female": "F",
        "girl": "F",
        "m": "M",
        "male": "M",
        "boy": "M",
        "u": "U",
        "unknown": "U",
        "not known": "U",
    }
)
_PARTS_OF_THE_KINGDOM = MappingProxyType(
    {"england": "GB-ENG", "wales": "GB-WLS", "northern ireland": "GB-NIR", "scotland": "GB-SCT"}
)


def text(cell: Cell, _day_zero: date) -> CellValue:
    """Return the text of the cell."""
    return CellValue(as_text(cell))


def capitals(cell: Cell, _day_zero: date) -> CellValue:
    """Return the text in capital letters and without spaces, as codes are written."""
    return CellValue(as_text(cell).upper().replace(" ", ""))


def digits(width: int) -> CellReader:
    """Return a reader of numbers of `width` digits that puts back the zeros a spreadsheet took away.

    It puts back less than half of the digits: what is shorter is not such a number.
    """

    def read(cell: Cell, _day_zero: date) -> CellValue:
        number = as_text(cell).replace(" ", "")
        if number.isascii() and number.isdigit() and len(number) < width < 2 * len(number):
            return CellValue(number.zfill(width), "leading-zeros-restored")
        return CellValue(number)

    return read


def day(cell: Cell, day_zero: date) -> CellValue:
    """Return the day: a real date, in ISO or British form, in words, or as a spreadsheet counts days.

    Raises:
        CellNotRead: it is none of these, no day of the calendar, or its year has two digits only.
    """
    if isinstance(cell, date):
        return CellValue(cell)
    written = _MIDNIGHT.sub("", as_text(cell))
    try:
        found = _written_day(written, day_zero)
    except (ValueError, OverflowError) as error:
        raise CellNotRead(DAY_FORM, "no-such-day") from error
    if found is None:
        raise CellNotRead(DAY_FORM)
    return CellValue(found)


def reason(cell: Cell, _day_zero: date) -> CellValue:
    """Return the leaving reason's code, alone or before its words."""
    written = as_text(cell)
    if found := _REASON.fullmatch(written):
        code = found[1]
        is_short = code != "-" and len(code) == 1
        return CellValue(code.zfill(2), "leading-zeros-restored") if is_short else CellValue(code)
    return CellValue(written)


def sex(cell: Cell, _day_zero: date) -> CellValue:
    """Return F, M or U for the usual words."""
    written = as_text(cell)
    return CellValue(_SEXES.get(written.lower(), written))


def school_type(cell: Cell, _day_zero: date) -> CellValue:
    """Return the type for `Primary` or `primary school`."""
    return CellValue(as_text(cell).lower().removesuffix("school").strip())


def country(cell: Cell, _day_zero: date) -> CellValue:
    """Return the code of the country; the parts of the United Kingdom may be written out."""
    written = as_text(cell)
    return CellValue(_PARTS_OF_THE_KINGDOM.get(written.lower(), written.upper()))


def yes_no(cell: Cell, _day_zero: date) -> CellValue:
    """Return true for yes and false for no.

    Raises:
        CellNotRead: it is neither.
    """
    written = as_text(cell).lower()
    if written in _YES | _NO:
        return CellValue(written in _YES)
    raise CellNotRead(YES_NO_FORM)


def protection(cell: Cell, day_zero: date) -> CellValue:
    """Return whether the whereabouts are protected, for yes, no, or the words themselves.

    Raises:
        CellNotRead: it is none of these.
    """
    written = as_text(cell).lower().replace(" ", "-")
    if written in {"protected", "not-protected"}:
        return CellValue(written)
    return CellValue("protected" if yes_no(cell, day_zero).value else "not-protected")


def marks(cell: Cell, _day_zero: date) -> CellValue:
    """Return the marks, written after one another with commas or semicolons between."""
    written = re.split(r"[,;/\n]", as_text(cell).lower())
    return CellValue([re.sub(r"\s+", "-", mark.strip()) for mark in written if mark.strip()])


def _written_day(written: str, day_zero: date) -> date | None:
    if found := _ISO_DAY.fullmatch(written):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _UK_DAY.fullmatch(written):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if (found := _WORD_DAY.fullmatch(written)) and found[2].lower() in _MONTHS:
        return date(int(found[3]), _MONTHS.index(found[2].lower()) + 1, int(found[1]))
    if _SERIAL_DAY.fullmatch(written):
        return day_zero + timedelta(days=int(written))
    return None
