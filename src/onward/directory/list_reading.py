"""Read the rows of a school list or a list of holidays from a CSV or XLSX file.

A row that cannot be read costs itself and not the file: it comes as its fault.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from typing import BinaryIO

from onward.directory.list_columns import ListRow
from onward.formats.fault_table import fault
from onward.formats.paths import cell_path, shown_heading
from onward.formats.tables.cells import Cell, TableRow, Unusable, as_text
from onward.formats.tables.refused import TableRefused
from onward.formats.tables.table import Table, open_table, width_fault
from onward.foundation.faults import Fault


def read_list(stream: BinaryIO, name: str) -> Iterator[ListRow | Fault]:
    """Read a list row by row; `name` is the file's name. The stream stays open.

    Raises:
        TableRefused: the file is no CSV or XLSX, is damaged, or has two equal headings.
    """
    table = open_table(stream, name)
    _refuse_equal_headings(table.headings)
    yield from table.notes
    for row in table.rows:
        yield from _read(row, table)


def _read(row: TableRow, table: Table) -> Iterator[ListRow | Fault]:
    if code := row.fault or width_fault(row, table):
        yield fault(code, f"row {row.number}")
        return
    cells: dict[str, Cell] = dict(zip(table.headings, chain(row.cells, repeat("")), strict=False))
    unusable = {heading: cell for heading, cell in cells.items() if heading and isinstance(cell, Unusable)}
    for heading, cell in unusable.items():
        yield fault(cell.value, cell_path(row.number, heading))
    if not unusable:
        yield row.number, {heading: as_text(cell) for heading, cell in cells.items() if heading}


def _refuse_equal_headings(headings: Sequence[str]) -> None:
    for heading in headings:
        if heading and headings.count(heading) > 1:
            where = cell_path(1, heading)
            raise TableRefused(fault("column-repeated", where, columns=shown_heading(heading)))
