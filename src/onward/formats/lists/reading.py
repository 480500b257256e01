"""Reads leaver and joiner lists, row by row: one bad row never stops the others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from onward.formats.entry import Entry, Reading
from onward.formats.fault_table import fault, stops
from onward.formats.lists.headings import NO_MAPPING, Matched, match_headings
from onward.formats.lists.list_column import ListKind
from onward.formats.lists.mending import NOTHING_MENDED, Mended, mended_entry
from onward.formats.lists.row_entry import entry_of
from onward.formats.tables.refused import TableRefused
from onward.formats.tables.table import Table, open_table

MOST_ROWS = 50_000


@dataclass(frozen=True, kw_only=True)
class ListReading(Reading):
    """A list that is being read. `headings` tells under which heading of the file each field stands."""

    headings: Mapping[str, str] = field(default_factory=dict)


def read_list(
    stream: BinaryIO,
    name: str,
    *,
    kind: ListKind | None = None,
    mapping: Mapping[str, str] = NO_MAPPING,
    mended: Mended = NOTHING_MENDED,
    most: int = MOST_ROWS,
) -> ListReading:
    """Read a CSV or XLSX list of leavers (departures) or joiners (arrivals).

    Each row is an entry; `line` is the row's number and fault paths read `row 7, column "DOB"`. Without a
    `kind` the date column tells which list it is. `mapping` gives a field for a heading, such as
    `{"Birth": "pupil.born"}`; an empty field means "do not read". Unknown columns are warnings in the
    notes. Rows that are `mended` read as they were mended. After `most` rows one last entry says that the
    others were not read. The stream must be able to seek, and stay open.
    """
    try:
        table = open_table(stream, name)
    except TableRefused as refused:
        return ListReading(entries=iter(()), notes=refused.faults)
    matched = match_headings(table, kind, mapping)
    if stops(matched.notes):
        return ListReading(entries=iter(()), notes=matched.notes)
    return ListReading(
        entries=_entries(table, matched, mended, most),
        notes=(*table.notes, *matched.notes),
        headings=matched.headings,
    )


def _entries(table: Table, matched: Matched, mended: Mended, most: int) -> Iterator[Entry]:
    for index, row in enumerate(table.rows):
        if index == most:
            too_long = fault("file-too-long", f"row {row.number}", limit=most)
            yield Entry(index=index, line=row.number, faults=(too_long,))
            return
        if row.number in mended:
            yield mended_entry(mended[row.number], row.number, index, table, matched)
        else:
            yield entry_of(row, index, table, matched)
