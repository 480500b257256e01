"""From one row to what it says: cells become fields, and paths of fields become cells again in the faults."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from onward.formats.entry import Entry
from onward.formats.fault_table import fault
from onward.formats.forms import Kind
from onward.formats.lists.cell_values import CellNotRead
from onward.formats.lists.columns import COLUMNS
from onward.formats.lists.headings import Matched
from onward.formats.lists.list_column import FORM_KINDS, ListColumn
from onward.formats.paths import cell_path
from onward.formats.tables.cells import Cell, TableRow, Unusable
from onward.formats.tables.table import Table, width_fault
from onward.formats.validation import check
from onward.foundation.faults import Fault

_INDEX = re.compile(r"\[\d+\]")


def entry_of(row: TableRow, index: int, table: Table, matched: Matched) -> Entry:
    """Return what a row of a list says, or every fault in it, by row and column."""
    if hidden := row.fault or width_fault(row, table):
        return Entry(index=index, line=row.number, faults=(fault(hidden, f"row {row.number}"),))
    reader = _RowReader(row, table.day_zero)
    for place, column in matched.columns:
        if place < len(row.cells) and row.cells[place] != "":
            reader.read(row.cells[place], column, matched.headings[column.field])
    said = check(reader.item(FORM_KINDS[matched.kind]))
    if isinstance(said, tuple):
        found = tuple(_in_cells(each, row.number, matched) for each in said if each.path not in reader.unread)
        return Entry(index=index, line=row.number, faults=(*reader.faults, *found, *reader.warnings))
    if reader.faults:
        return Entry(index=index, line=row.number, faults=(*reader.faults, *reader.warnings))
    return Entry(index=index, line=row.number, said=said, faults=tuple(reader.warnings))


class _RowReader:
    """Gathers the fields of one row, and the faults and warnings of its cells."""

    def __init__(self, row: TableRow, day_zero: date) -> None:
        self._row = row.number
        self._day_zero = day_zero
        self.fields: dict[str, object] = {}
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self.unread: set[str] = set()

    def read(self, cell: Cell, column: ListColumn, heading: str) -> None:
        where = cell_path(self._row, heading)
        if isinstance(cell, Unusable) or (isinstance(cell, str) and cell.startswith("=")):
            code = cell if isinstance(cell, Unusable) else Unusable.FORMULA
            self._refuse(column, fault(code, where))
            return
        try:
            value = column.read(cell, self._day_zero)
        except CellNotRead as unread:
            self._refuse(column, fault(unread.code, where, expected=unread.expected))
            return
        if value.warning:
            self.warnings.append(fault(value.warning, where))
        self._put(column.field, value.value)

    def item(self, kind: Kind) -> dict[str, object]:
        """Return the fields as an item; without an identifier each missing detail of the pupil is a fault."""
        if "joiner" in self.fields:
            return {"kind": kind, **self.fields}
        return {"kind": kind, "pupil": {}, **self.fields}

    def _refuse(self, column: ListColumn, found: Fault) -> None:
        self.faults.append(found)
        self.unread.add(column.field)

    def _put(self, path: str, value: object) -> None:
        group, _, name = path.rpartition(".")
        inner = self.fields.setdefault(group, {}) if group else self.fields
        if isinstance(inner, dict):
            inner[name] = value


def _in_cells(found: Fault, row: int, matched: Matched) -> Fault:
    """Return the fault with the row and column in place of the path in the form."""
    field = _INDEX.sub("", found.path)
    heading = matched.headings.get(field) or _own_heading(field, matched)
    return replace(found, path=cell_path(row, heading) if heading else f"row {row}")


def _own_heading(field: str, matched: Matched) -> str:
    names: Mapping[str, str] = {column.field: column.heading for column in COLUMNS[matched.kind]}
    return names.get(field, "")
