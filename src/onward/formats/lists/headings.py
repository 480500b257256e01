"""Which column gives which field: by the sender's own mapping, by our headings, by usual other names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from onward.formats.fault_table import fault
from onward.formats.lists.columns import COLUMNS
from onward.formats.lists.list_column import ListColumn, ListKind
from onward.formats.paths import cell_path, shown_heading
from onward.formats.tables.table import Table
from onward.foundation.faults import Fault

NO_MAPPING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Matched:
    """The columns that a file gives, each with its place in a row, and what is to be said of the headings."""

    kind: ListKind
    columns: tuple[tuple[int, ListColumn], ...]
    headings: Mapping[str, str]
    notes: tuple[Fault, ...]


def match_headings(table: Table, kind: ListKind | None, mapping: Mapping[str, str]) -> Matched:
    """Find the columns of a list. Without a `kind` the date column tells whether they are leavers or joiners.

    `mapping` gives a field (`pupil.born`) for a heading, and wins; an empty field means "do not read".
    Unknown columns are warnings. Missing or repeated columns, or a mapping to no field, are faults.
    """
    kind = kind or _kind_of(table.headings, mapping)
    columns = {column.field: column for column in COLUMNS[kind]}
    fields = _fields_of(table.headings, kind, mapping)
    unknown_fields = {field for field in mapping.values() if field} - set(columns)
    given = [field for field in fields if field]
    faults = [
        *[fault("mapping-unknown", f"row {table.header_row}") for _ in sorted(unknown_fields)[:1]],
        *_repeated(given, columns, table.header_row),
        *_missing(given, kind, table.header_row),
    ]
    return Matched(
        kind=kind,
        columns=tuple((place, columns[field]) for place, field in enumerate(fields) if field in columns),
        headings={field: heading for field, heading in zip(fields, table.headings, strict=True) if field},
        notes=tuple(faults) or tuple(_unknown(table, fields, mapping)),
    )


def plain(heading: str) -> str:
    """Return a heading without what does not matter: capitals, spaces and signs."""
    return re.sub(r"[^a-z0-9]", "", heading.casefold())


def _kind_of(headings: Sequence[str], mapping: Mapping[str, str]) -> ListKind:
    arrived = _fields_of(headings, ListKind.JOINERS, mapping)
    left = _fields_of(headings, ListKind.LEAVERS, mapping)
    is_joiners = "arrived_on" in arrived and "leaving_on" not in left
    return ListKind.JOINERS if is_joiners else ListKind.LEAVERS


def _fields_of(headings: Sequence[str], kind: ListKind, mapping: Mapping[str, str]) -> list[str]:
    """Return the field of each heading, or an empty text where it has none."""
    own = {plain(heading): field for heading, field in mapping.items()}
    taken = {own.get(plain(heading)) for heading in headings}
    usual = {
        plain(name): column.field
        for column in COLUMNS[kind]
        for name in (column.heading, column.field, *column.aliases)
        if column.field not in taken
    }
    return [{**usual, **own}.get(plain(heading), "") if heading else "" for heading in headings]


def _repeated(given: list[str], columns: Mapping[str, ListColumn], row: int) -> list[Fault]:
    names = [columns[field].heading for field in columns if given.count(field) > 1]
    return [fault("column-repeated", f"row {row}", columns=", ".join(names))] if names else []


def _missing(given: list[str], kind: ListKind, row: int) -> list[Fault]:
    missing = [column for column in COLUMNS[kind] if column.is_required and column.field not in given]
    if "joiner" in given:
        missing = [column for column in missing if not column.field.startswith("pupil.")]
    names = ", ".join(column.heading for column in missing)
    return [fault("columns-missing", f"row {row}", columns=names)] if missing else []


def _unknown(table: Table, fields: list[str], mapping: Mapping[str, str]) -> list[Fault]:
    ignored = {plain(heading) for heading, field in mapping.items() if not field}
    return [
        fault("column-unknown", cell_path(table.header_row, heading), heading=shown_heading(heading))
        for heading, field in zip(table.headings, fields, strict=True)
        if heading and not field and plain(heading) not in ignored
    ]
