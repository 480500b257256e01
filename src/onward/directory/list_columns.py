"""How a list's columns are found by their headings, and how one row is read, naming every fault.

Shared by school lists and lists of holidays. Pure: what exists already is decided by their plans.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onward.directory.list_cells import CellNotRead
from onward.formats.fault_table import fault
from onward.formats.paths import cell_path, shown_heading
from onward.foundation.faults import Fault

Value = str | date | bool | None
"""What a cell means once it is read."""

ListRow = tuple[int, Mapping[str, str]]
"""A row's number in the file, and its cells by heading."""

Rows = Iterable[ListRow | Fault]
"""What a list gives, row by row. A row that cannot be read at all is given as its fault."""

HEADER_ROW = 1


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a list. `read` makes the value of a trimmed cell or raises CellNotRead."""

    name: str
    read: Callable[[str], Value]
    required: bool = False
    other_headings: tuple[str, ...] = ()


def told_apart(rows: Rows) -> tuple[list[ListRow], tuple[Fault, ...]]:
    """Return the rows that can be read, and the faults of the others."""
    given = list(rows)
    return [each for each in given if not isinstance(each, Fault)], tuple(
        each for each in given if isinstance(each, Fault)
    )


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
            faults.append(
                fault("column-unknown", cell_path(HEADER_ROW, heading), heading=shown_heading(heading))
            )
        elif name in found:
            faults.append(fault("column-repeated", cell_path(HEADER_ROW, heading), columns=name))
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
            faults.append(fault(unread.code, cell_path(number, heading), **unread.words))
    return values, tuple(faults)


def _plain(heading: str) -> str:
    return re.sub(r"[\s_-]+", "", heading.lower())
