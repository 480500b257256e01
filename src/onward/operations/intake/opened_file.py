"""Open a file of any kind that the hub reads: its items one by one, and where their faults are."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO

from onward.directory.register import Register, SchoolFact
from onward.formats.entry import Entry, Reading, refuse
from onward.formats.fault_table import fault
from onward.formats.item_mending import mended_entries
from onward.formats.lists.list_column import ListKind
from onward.formats.lists.mending import Mended
from onward.formats.lists.reading import read_list
from onward.formats.native import read_json, read_ndjson
from onward.formats.paths import cell_path
from onward.formats.sniff import HEAD_BYTES, FileKind, kind_of
from onward.foundation.faults import Fault
from onward.operations.intake.file_stream import copy_of, with_head
from onward.operations.intake.transfer_file import in_transfer_file, open_transfer_file

LARGEST_LIST = 64 * 1024 * 1024
_INDEX = re.compile(r"\[\d+\]")

Place = Callable[[Fault, Entry], Fault]
"""Gives a fault that the intake found in an entry its place in the file."""


@dataclass(frozen=True, kw_only=True)
class OpenedFile:
    """A file that is being read. `kind` is None where it is of no kind that the hub reads."""

    kind: FileKind | None
    reading: Reading
    place: Place


@dataclass(frozen=True, kw_only=True)
class HowToRead:
    """What the sender says of the file: its name, and for lists the kind and the mapping of headings.

    `scn_element` names the extension element of transfer files that carries the SCN. `mended` is what was
    mended by hand: rows of a list by their number, pupils of another file counted from 1.
    """

    name: str
    kind: ListKind | None
    mapping: Mapping[str, str]
    scn_element: str
    mended: Mended


def open_file(
    stream: BinaryIO, how: HowToRead, *, school: SchoolFact, register: Register, today: date
) -> OpenedFile:
    """Tell the kind of a file by its beginning and open it. A stream that cannot seek is read once, forward;
    only lists, which need to go back, are copied first.
    """
    head, whole = with_head(stream, HEAD_BYTES)
    kind = kind_of(how.name, head)
    if isinstance(kind, Fault):
        return OpenedFile(kind=None, reading=refuse(kind), place=_in_json)
    if kind in {FileKind.CSV, FileKind.XLSX}:
        return _open_list(whole, kind, how)
    if kind is FileKind.CTF:
        return _open_transfer_file(whole, how, school=school, register=register, today=today)
    reading = Reading(entries=read_ndjson(whole)) if kind is FileKind.NDJSON else read_json(whole)
    reading = replace(reading, entries=mended_entries(reading.entries, how.mended, _in_json))
    return OpenedFile(kind=kind, reading=reading, place=_in_json)


def _open_transfer_file(
    stream: BinaryIO, how: HowToRead, *, school: SchoolFact, register: Register, today: date
) -> OpenedFile:
    reading = open_transfer_file(
        stream,
        name=how.name,
        scn_element=how.scn_element,
        school=school,
        register=register,
        today=today,
        mended=how.mended,
    )
    return OpenedFile(kind=FileKind.CTF, reading=reading, place=in_transfer_file)


def _open_list(stream: BinaryIO, kind: FileKind, how: HowToRead) -> OpenedFile:
    if stream.seekable():
        reading = read_list(stream, how.name, kind=how.kind, mapping=how.mapping, mended=how.mended)
        return OpenedFile(kind=kind, reading=reading, place=_in_list(reading.headings))
    copy = copy_of(stream, most=LARGEST_LIST)
    if copy is None:
        too_large = fault("file-too-large", "", limit=f"{LARGEST_LIST // 1024 // 1024} MB")
        return OpenedFile(kind=kind, reading=refuse(too_large), place=_in_json)
    opened = _open_list(copy, kind, how)
    if opened.reading.refused:
        copy.close()
        return opened
    return replace(opened, reading=replace(opened.reading, entries=_until_read(opened.reading.entries, copy)))


def _until_read(entries: Iterator[Entry], copy: BinaryIO) -> Iterator[Entry]:
    with copy:
        yield from entries


def _in_json(found: Fault, _entry: Entry) -> Fault:
    return found


def _in_list(headings: Mapping[str, str]) -> Place:
    def place(found: Fault, entry: Entry) -> Fault:
        heading = _heading(_INDEX.sub("", found.path), headings)
        return replace(found, path=cell_path(entry.line, heading) if heading else f"row {entry.line}")

    return place


def _heading(field: str, headings: Mapping[str, str]) -> str:
    """Return the heading of a field, or of the first part of it where it has several columns."""
    if not field or field in headings:
        return headings.get(field, "")
    return next((heading for name, heading in headings.items() if name.startswith(f"{field}.")), "")
