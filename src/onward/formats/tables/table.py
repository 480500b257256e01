"""A table from a file: its headings, and its rows one by one. The one entrance for CSV and XLSX."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import BinaryIO

from onward.formats.fault_table import fault
from onward.formats.paths import cell_path, shown_heading
from onward.formats.sniff import HEAD_BYTES, FileKind, kind_of
from onward.formats.tables.cells import TableRow, as_text, is_blank
from onward.formats.tables.csv_rows import csv_rows
from onward.formats.tables.refused import TableRefused
from onward.formats.tables.text_encoding import encoding_of
from onward.formats.tables.xlsx_rows import xlsx_rows
from onward.foundation.faults import Fault

SPREADSHEET_DAY_ZERO = date(1899, 12, 30)


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table that is being read. `rows` are those below the header row, without blank ones.

    `headings` are trimmed, and empty where a column has none. `day_zero` is the day from which the file
    counts days, for dates that stand in it as bare numbers. `notes` are warnings about the whole file.
    """

    headings: tuple[str, ...]
    header_row: int
    rows: Iterator[TableRow]
    day_zero: date = SPREADSHEET_DAY_ZERO
    notes: tuple[Fault, ...] = ()


def open_table(stream: BinaryIO, name: str) -> Table:
    """Return the table in a CSV or XLSX file; the first row in which anything stands holds the headings.

    The stream must be able to seek. It is read from its beginning, must stay open while rows are read,
    and is left open.

    Raises:
        TableRefused: the file is no such table, or damaged, or far too large.
    """
    stream.seek(0)
    kind = kind_of(name, stream.read(HEAD_BYTES))
    if isinstance(kind, Fault):
        raise TableRefused(kind)
    if kind is FileKind.XLSX:
        rows, day_zero = xlsx_rows(stream)
        return _table(rows, day_zero, ())
    if kind is FileKind.CSV:
        rows, notes = _csv(stream)
        return _table(rows, SPREADSHEET_DAY_ZERO, notes)
    raise TableRefused(fault("file-kind-unknown", ""))


def read_rows(stream: BinaryIO, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Read a CSV or XLSX file: the number of each row as a spreadsheet counts, and its cells by heading.

    Cells are trimmed text: dates in ISO form, formulas and errors empty. Blank rows are passed over;
    columns without a heading are not read.

    Raises:
        TableRefused: nothing can be read, or a row cannot; its path says which. Also for two equal headings.
    """
    table = open_table(stream, name)
    _refuse_equal_headings(table)
    for row in table.rows:
        if found := row.fault or width_fault(row, table):
            raise TableRefused(fault(found, f"row {row.number}"))
        cells = zip(table.headings, chain(row.cells, _endless_blanks()), strict=False)
        yield row.number, {heading: as_text(cell) for heading, cell in cells if heading}


def width_fault(row: TableRow, table: Table) -> str:
    """Return a fault's code where something stands beyond the last heading, else an empty text."""
    return "row-too-wide" if any(cell != "" for cell in row.cells[len(table.headings) :]) else ""


def _csv(stream: BinaryIO) -> tuple[Iterator[TableRow], tuple[Fault, ...]]:
    encoding = encoding_of(stream)
    if encoding is None:
        raise TableRefused(fault("encoding-unknown", ""))
    notes = (fault("encoding-assumed", ""),) if encoding == "cp1252" else ()
    return csv_rows(stream, encoding), notes


def _table(rows: Iterator[TableRow], day_zero: date, notes: tuple[Fault, ...]) -> Table:
    filled = (row for row in rows if not is_blank(row))
    header = next(filled, None)
    if header is None:
        raise TableRefused(fault("file-empty", ""))
    if header.fault:
        raise TableRefused(fault(header.fault, f"row {header.number}"))
    headings = [as_text(cell) for cell in header.cells]
    while not headings[-1]:
        headings.pop()
    return Table(
        headings=tuple(headings), header_row=header.number, rows=filled, day_zero=day_zero, notes=notes
    )


def _refuse_equal_headings(table: Table) -> None:
    named = [heading for heading in table.headings if heading]
    for heading in named:
        if named.count(heading) > 1:
            where = cell_path(table.header_row, heading)
            raise TableRefused(fault("column-repeated", where, columns=shown_heading(heading)))


def _endless_blanks() -> Iterator[str]:
    while True:
        yield ""
