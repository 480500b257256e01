"""Rows of a list that somebody mends by hand: what stands in them, and how they read when mended."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import BinaryIO

from onward.formats.entry import Entry
from onward.formats.lists.columns import COLUMNS
from onward.formats.lists.headings import NO_MAPPING, Matched, match_headings
from onward.formats.lists.list_column import ListColumn, ListKind
from onward.formats.lists.row_entry import entry_of
from onward.formats.tables.cells import TableRow, as_text
from onward.formats.tables.refused import TableRefused
from onward.formats.tables.table import Table, open_table

Mended = Mapping[int, Mapping[str, str]]
"""For rows by their number: the text of each field's cell, such as `{"pupil.born": "14/05/2015"}`."""

NOTHING_MENDED: Mended = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class ListRows:
    """Rows of a list as they stand. `headings` are the file's own where it has a column for the field."""

    columns: tuple[ListColumn, ...]
    headings: Mapping[str, str]
    rows: Mapping[int, Mapping[str, str]]


def rows_of_list(
    stream: BinaryIO,
    name: str,
    wanted: Collection[int],
    *,
    kind: ListKind | None = None,
    mapping: Mapping[str, str] = NO_MAPPING,
) -> ListRows | None:
    """Return rows of a CSV or XLSX list by their numbers; None where the file is no list that can be read."""
    try:
        table = open_table(stream, name)
    except TableRefused:
        return None
    matched = match_headings(table, kind, mapping)
    rows = {row.number: _texts(row, matched) for row in table.rows if row.number in wanted}
    return ListRows(columns=COLUMNS[matched.kind], headings=_headings(matched), rows=rows)


def mended_entry(cells: Mapping[str, str], number: int, index: int, table: Table, matched: Matched) -> Entry:
    """Return what a row says once it holds these cells; fields that are not among them are empty."""
    columns, headings = COLUMNS[matched.kind], _headings(matched)
    whole = replace(matched, columns=tuple(enumerate(columns)), headings=headings)
    row = TableRow(number, tuple(cells.get(column.field, "") for column in columns))
    wide = replace(table, headings=tuple(headings[column.field] for column in columns))
    return entry_of(row, index, wide, whole)


def _headings(matched: Matched) -> dict[str, str]:
    return {
        column.field: matched.headings.get(column.field, column.heading) for column in COLUMNS[matched.kind]
    }


def _texts(row: TableRow, matched: Matched) -> dict[str, str]:
    return {
        column.field: as_text(row.cells[place]) for place, column in matched.columns if place < len(row.cells)
    }
