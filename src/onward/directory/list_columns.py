"""How a list's columns are found by their headings, and how one row is read, naming every fault.

Shared by school lists and lists of holidays. Pure: what exists already is decided by their plans.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onward.directory.list_cells import CellNotRead
from onward.formats.fault_table import fault
from onward.foundation.faults import Fault

Value = str | date | bool | None
"""What a cell means once it is read."""

ListRow = tuple[int, Mapping[str, str]]
"""A row's number in the file, and its cells by heading."""

HEADER_ROW = 1


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a list. `read` makes the value of a trimmed cell or raises CellNotRead."""

    name: str
    read: Callable[[str], Value]
    required: bool = False
    other_headings: tuple[str, ...] = ()


def place(row: int, heading: str) -> str:
    """Return where in the file a cell is, as every fault of a list writes it."""
    return f'row {row}, column "{heading}"'


def match_headings(
    headings: Iterable[str], columns: Sequence[Column]
) -> tuple[dict[str, str], tuple[Fault, ...]]:
    """Return the heading of each column that the list has, by column name, and what is wrong with them.

    Capitals, spaces, hyphens and underscores in headings do not matter.
    """
    names = {_plain(text): each.name for each in columns for text in (each.name, *each.other_headings)}
    found: dict[str, str] = {}
    faults = []
    for heading in headings:
        name = names.get(_plain(heading))
        if name is None:
            faults.append(fault("column-unknown", place(HEADER_ROW, heading), heading=heading))
        elif name in found:
            faults.append(fault("column-repeated", place(HEADER_ROW, heading), columns=name))
        else:
            found[name] = heading
    missing = [each.name for each in columns if each.required and each.name not in found]
    if missing:
        faults.append(fault("columns-missing", f"row {HEADER_ROW}", columns=", ".join(missing)))
    return found, tuple(faults)


def read_cells(
    row: ListRow, columns: Sequence[Column], headings: Mapping[str, str]
) -> tuple[dict[str, Value], tuple[Fault, ...]]:
    """Return the values of one row by column name, and a fault for each cell that cannot be read."""
    number, cells = row
    values: dict[str, Value] = {}
    faults = []
    for column in columns:
        heading = headings.get(column.name)
        if heading is None:
            continue
        try:
            values[column.name] = column.read(cells.get(heading, "").strip())
        except CellNotRead as unread:
            faults.append(fault(unread.code, place(number, heading), **unread.words))
    return values, tuple(faults)


def _plain(heading: str) -> str:
    return re.sub(r"[\s_-]+", "", heading.lower())
