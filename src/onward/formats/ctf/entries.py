"""A transfer file as a `Reading`, the shape that every kind of file has for the intake."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from onward.formats.ctf.content import Header
from onward.formats.ctf.document import Limits
from onward.formats.ctf.header import HeaderEntry
from onward.formats.ctf.reader import Ending, read
from onward.formats.ctf.whereto import SchoolOf, no_school
from onward.formats.entry import Entry, Reading


@dataclass(frozen=True, kw_only=True)
class CtfReading(Reading):
    """A transfer file that is being read. `header` is None exactly where nothing of it can be read."""

    header: Header | None = None


def read_ctf(
    stream: BinaryIO,
    *,
    name: str = "",
    scn_element: str = "SCN",
    school_of: SchoolOf = no_school,
    limits: Limits | None = None,
) -> CtfReading:
    """Read a transfer file as entries; see `reader.read` for the parameters.

    Warnings of the file that are known only at its end travel with its last pupil. Where the file breaks
    off, a last entry says so.
    """
    items = read(stream, name=name, scn_element=scn_element, school_of=school_of, limits=limits)
    first = next(items)
    if isinstance(first, HeaderEntry):
        return CtfReading(entries=_entries(items), notes=first.faults, header=first.header)
    return CtfReading(entries=iter(()), notes=first.faults)


def _entries(items: Iterator[HeaderEntry | Entry | Ending]) -> Iterator[Entry]:
    held: Entry | None = None
    for item in items:
        if isinstance(item, Ending):
            yield from _last(held, item)
        elif isinstance(item, Entry):
            if held:
                yield held
            held = item


def _last(held: Entry | None, ending: Ending) -> Iterator[Entry]:
    if held and ending.complete:
        yield replace(held, faults=(*held.faults, *ending.faults))
        return
    if held:
        yield held
    if not ending.complete:
        yield Entry(index=ending.pupils, line=held.line if held else 1, faults=ending.faults)
