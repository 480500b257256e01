"""Pupils of transfer files and of JSON that somebody mends by hand: their fields as cells, and back again.

The cells are those of a list of the same kind, so that one mends a pupil in the same words everywhere.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final

from onward.formats.ctf.pupil import PLACES
from onward.formats.entry import Entry
from onward.formats.fault_table import fault
from onward.formats.field_words import FIELD_WORDS
from onward.formats.forms import Kind
from onward.formats.lists import cell_values as values
from onward.formats.lists.cell_values import CellNotRead, CellReader
from onward.formats.lists.columns import COLUMNS
from onward.formats.lists.list_column import ListColumn, ListKind
from onward.formats.lists.mending import Mended
from onward.formats.lists.pupil_columns import PUPIL_COLUMNS
from onward.formats.validation import check
from onward.foundation.faults import Fault, Level

Stated = Mapping[str, object]
"""An item as it was stated, before anything of it was checked."""

PlaceOf = Callable[[Fault, Entry], Fault]
"""Gives a fault in a field of an entry its place in the file."""


def _column(field: str, read: CellReader = values.text) -> ListColumn:
    return ListColumn(field=field, heading=FIELD_WORDS[field].title, read=read)


_WHERETO: Final = tuple(
    each for each in COLUMNS[ListKind.LEAVERS] if each.field.startswith(("destination.", "outside."))
)
_FIELDS: Final[Mapping[str, tuple[ListColumn, ...]]] = MappingProxyType(
    {
        Kind.DEPARTURE: COLUMNS[ListKind.LEAVERS],
        Kind.ARRIVAL: COLUMNS[ListKind.JOINERS],
        Kind.RECORD: (_column("leaver"), *PUPIL_COLUMNS),
        Kind.NO_ARRIVAL: (_column("joiner"), _column("note")),
        Kind.REDIRECT: (_column("leaver"), *_WHERETO),
        Kind.WITHDRAWAL: (_column("leaver"), _column("why")),
        Kind.CONFIRMATION: (
            *(_column("leaver"), _column("outcome"), _column("by")),
            _column("on", values.day),
        ),
    }
)
_ALL_COLUMNS: Final = tuple({each.field: each for fields in _FIELDS.values() for each in fields}.values())
_TITLES: Final = {each.field: each.heading for each in _ALL_COLUMNS}
_NAMED_BY: Final = frozenset({"joiner", "leaver"})
_OF_A_PUPIL: Final = frozenset({Kind.DEPARTURE, Kind.ARRIVAL, Kind.RECORD})
_NO_DAY_ZERO: Final = date(1899, 12, 30)
_INDEX: Final = re.compile(r"\[\d+\]")
_IN_PUPIL: Final = re.compile(
    r"CTFpupilData/Pupil\[\d+\](?:/(?P<inside>\S+))? \(line \d+\)(?:, (?P<field>.+))?"
)
_FIELD_AT: Final = {place: field for field, place in PLACES.items()} | {"Gender": "pupil.sex"}


def fields_to_mend(stated: object) -> tuple[ListColumn, ...]:
    """Return the fields of an item that can be mended; none where nobody knows of what kind it is."""
    kind = stated.get("kind") if isinstance(stated, Mapping) else None
    return _FIELDS.get(kind, ()) if isinstance(kind, str) else ()


def cells_of(stated: Stated) -> dict[str, str]:
    """Return what stands in the fields of an item, as a cell of a list would have it."""
    return {each.field: _text(_value(stated, each.field)) for each in fields_to_mend(stated)}


def mended_entries(entries: Iterator[Entry], mended: Mended, place: PlaceOf) -> Iterator[Entry]:
    """Give each entry, and those that were mended as they were mended; entries are counted from 1."""
    for entry in entries:
        cells = mended.get(entry.index + 1)
        yield entry if cells is None or entry.stated is None else _mended(entry, entry.stated, cells, place)


def field_at(path: str, columns: Sequence[ListColumn]) -> str:
    """Return the field that a fault is in, by its place in the file; none of these: an empty text."""
    found = _IN_PUPIL.fullmatch(path)
    field = _INDEX.sub("", _inside(found) if found else path)
    names = [each.field for each in columns]
    if not field or field in names:
        return field
    return next((each for each in names if each.startswith(f"{field}.")), "")


def title_at(path: str) -> str:
    """Return what the field is called that a fault is in, whatever kind of item; none: an empty text."""
    return _TITLES.get(field_at(path, _ALL_COLUMNS), "")


def _inside(found: re.Match[str]) -> str:
    if found["field"] or not found["inside"]:
        return found["field"] or ""
    inside = found["inside"]
    return "leaving_on" if inside.startswith("SchoolHistory") else _FIELD_AT.get(inside, "")


def _mended(entry: Entry, stated: Stated, cells: Mapping[str, str], place: PlaceOf) -> Entry:
    """Return what an item says once it holds these cells; what goes with it, as a record, stays."""
    columns = fields_to_mend(stated)
    item: dict[str, object] = {"kind": stated["kind"]}
    unread = [found for each in columns if (found := _put(item, each, cells.get(each.field, "")))]
    if stated["kind"] in _OF_A_PUPIL and not _NAMED_BY & item.keys():
        item.setdefault("pupil", {})
    if "record" in stated:
        item["record"] = stated["record"]
    said = check(item)
    refused = {each.path for each in unread}
    faults = (
        (*unread, *(each for each in said if each.path not in refused)) if isinstance(said, tuple) else unread
    )
    kept = [each for each in entry.faults if each.level is Level.WARNING and not field_at(each.path, columns)]
    return replace(
        entry,
        said=None if faults or isinstance(said, tuple) else said,
        faults=(*(place(each, entry) for each in faults), *kept),
    )


def _put(item: dict[str, object], column: ListColumn, cell: str) -> Fault | None:
    """Put what a cell means into the item, or return what is wrong with it."""
    if not cell:
        return None
    try:
        value = column.read(cell, _NO_DAY_ZERO).value
    except CellNotRead as unread:
        return fault(unread.code, column.field, expected=unread.expected)
    group, _, name = column.field.rpartition(".")
    inner = item.setdefault(group, {}) if group else item
    if isinstance(inner, dict):
        inner[name] = value
    return None


def _value(stated: Stated, field: str) -> object:
    group, _, name = field.rpartition(".")
    inner = stated.get(group) if group else stated
    return inner.get(name) if isinstance(inner, Mapping) else None


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)
    if value is None or isinstance(value, Mapping):
        return ""
    return {"protected": "yes", "not-protected": "no"}.get(str(value), str(value))
