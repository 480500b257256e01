"""Reads a transfer file as a stream: its header, then each pupil, then how it ended.

Memory is bounded by the largest pupil, not by the file. Nothing in a file makes it raise, and nothing
in one pupil stops another.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from onward.formats.ctf.document import Limits, Whole
from onward.formats.ctf.encoding import FileText, TooManyBytes
from onward.formats.ctf.faults import (
    EMPTY,
    FILE_TOO_LARGE,
    HEADER_MISSING,
    NAME_BELIEVED,
    NO_PUPILS,
    ONE_PUPIL_ONLY,
    TEXT_MENDED,
    TOO_BROKEN,
    TRUNCATED,
    UNKNOWN_SECTION,
    found,
)
from onward.formats.ctf.header import HeaderEntry, header_from_name, read_header
from onward.formats.ctf.names import CtfName, DestinationKind, destination_kind, parse
from onward.formats.ctf.pupil import PupilReader
from onward.formats.ctf.scan import Break, Scanner
from onward.formats.ctf.whereto import SchoolOf, no_school, whereto
from onward.formats.entry import Entry
from onward.foundation.faults import Fault, Level


@dataclass(frozen=True, kw_only=True)
class Ending:
    """The last thing that reading gives: how many pupils there were, and what is to be said of the file.

    `complete` is false where the file was refused or broke off, so that pupils may be missing.
    """

    pupils: int
    faults: tuple[Fault, ...] = ()

    @property
    def complete(self) -> bool:
        """Say whether the whole file was read."""
        return not any(each.level is Level.FAULT for each in self.faults)


def read(
    stream: BinaryIO,
    *,
    name: str = "",
    scn_element: str = "SCN",
    school_of: SchoolOf = no_school,
    limits: Limits | None = None,
) -> Iterator[HeaderEntry | Entry | Ending]:
    """Give the header first (where there is one to be had), each pupil in order, and one `Ending` at last.

    `name` is the file's name, checked against the header. `scn_element` names the extension element that
    carries the SCN; empty means none. `school_of` tells which seven digits are a school of the network.
    """
    reading = _Reading(
        stream, name=name, scn_element=scn_element, school_of=school_of, limits=limits or Limits()
    )
    yield from reading.items()


class _Reading:
    """The work on one file."""

    def __init__(
        self, stream: BinaryIO, *, name: str, scn_element: str, school_of: SchoolOf, limits: Limits
    ) -> None:
        self._text = FileText(stream, max_bytes=limits.file_bytes)
        self._scanner = Scanner(limits)
        self._limits = limits
        self._name = name
        self._scn_element = scn_element
        self._school_of = school_of
        self._pupils: PupilReader | None = None
        self._count = 0
        self._faults: list[Fault] = []

    def items(self) -> Iterator[HeaderEntry | Entry | Ending]:
        try:
            for each in self._scanner.scan(self._text.chunks()):
                yield from self._item(each)
                if self._pupils is None:
                    break
        except TooManyBytes:
            limit = _megabytes(self._limits.file_bytes)
            self._faults.append(found(FILE_TOO_LARGE, f"after pupil {self._count}", limit=limit))
        yield self._ending()

    def _item(self, each: Whole | Break) -> Iterator[HeaderEntry | Entry]:
        """Give what one find amounts to. Where no header can be had, none is set and reading stops."""
        if isinstance(each, Break):
            yield from self._broken(each)
        elif each.element.name.lower() == "pupil":
            if self._pupils is None:
                yield from self._without_header()
            if self._pupils is not None:
                yield self._pupil(each, self._pupils)
        elif self._pupils is None and each.spoilt is None:
            yield self._headed(read_header(each.element, name=self._name))
        else:
            self._faults.append(found(each.spoilt or UNKNOWN_SECTION, f"Header (line {each.element.line})"))

    def _headed(self, entry: HeaderEntry) -> HeaderEntry:
        where, faults = whereto(entry.header.destination, school_of=self._school_of, path="Header/DestSchool")
        self._pupils = PupilReader(header=entry.header, where=where, scn_element=self._scn_element)
        return replace(entry, faults=(*entry.faults, *faults))

    def _without_header(self) -> Iterator[HeaderEntry]:
        name = parse(self._name)
        if isinstance(name, CtfName):
            told = found(NAME_BELIEVED, "Header", heading="source and destination")
            yield self._headed(HeaderEntry(header=header_from_name(name), name=name, faults=(told,)))
        else:
            self._faults.append(found(HEADER_MISSING, "Header"))

    def _pupil(self, whole: Whole, reader: PupilReader) -> Entry:
        line = whole.element.line
        mended = [each for each in self._text.mended_until(whole.last_line) if each >= line]
        path = f"CTFpupilData/Pupil[{self._count + 1}]"
        self._count += 1
        if whole.spoilt:
            told = found(whole.spoilt, f"{path} (line {line})")
            return Entry(index=self._count - 1, line=line, faults=(told,))
        entry = reader.read(whole.element, index=self._count - 1)
        if not mended:
            return entry
        place = f"line {', '.join(str(each) for each in mended[:MOST_NAMED])}"
        told = found(TEXT_MENDED, f"{path} (line {mended[0]})", place=place)
        return replace(entry, faults=(*entry.faults, told))

    def _broken(self, broken: Break) -> Iterator[Entry]:
        kind = broken.kind if self._text.size else EMPTY
        limit = str(self._limits.breaks) if kind is TOO_BROKEN else _megabytes(self._limits.tag)
        words = {"expected": broken.reason, "limit": limit}
        if broken.pupil_line:
            self._count += 1
            path = f"CTFpupilData/Pupil[{self._count}] (line {broken.line})"
            told = found(kind, path, **words)
            yield Entry(index=self._count - 1, line=broken.pupil_line, faults=(told,))
        if not broken.pupil_line or kind in (TRUNCATED, TOO_BROKEN):
            self._faults.append(found(kind, f"line {broken.line}", **words))

    def _ending(self) -> Ending:
        faults = self._faults
        strays = self._scanner.strays
        faults += [found(UNKNOWN_SECTION, f"{each.name} (line {each.line})") for each in strays]
        if self._pupils is not None:
            faults += self._text.faults()
            destination = destination_kind(self._pupils.header.destination.code)
            if destination is DestinationKind.UNKNOWN and self._count > 1:
                faults.append(found(ONE_PUPIL_ONLY, "CTFpupilData"))
        if not self._count and not any(each.level is Level.FAULT for each in faults):
            faults.append(found(NO_PUPILS, "CTFpupilData"))
        return Ending(pupils=self._count, faults=tuple(faults))


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):g} MB"


MOST_NAMED = 10
