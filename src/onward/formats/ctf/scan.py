"""The header and the pupils of a file, one by one, going on after a break in the XML.

A break costs the pupil that it is in: reading goes on with the next `<Pupil`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from onward.formats.ctf.document import Document, Limits, PupilNotClosed, Refused, Whole
from onward.formats.ctf.element import Element
from onward.formats.ctf.faults import HEADER_MALFORMED, MALFORMED, NOT_XML, TOO_BROKEN, TRUNCATED
from onward.formats.fault_kind import FaultKind


@dataclass(frozen=True, kw_only=True)
class Break:
    """The XML is broken, or the file refused. `pupil_line` is where the pupil begins that is lost, if any."""

    kind: FaultKind
    line: int
    pupil_line: int = 0
    reason: str = ""


class Scanner:
    """Goes once through a file's text."""

    def __init__(self, limits: Limits) -> None:
        """Prepare to read a file from its first line."""
        self.refused = False
        self._limits = limits
        self._document = Document(limits)
        self._strays: list[Element] = []
        self._searching = False
        self._breaks = 0
        self._tail = b""
        self._line = 1

    @property
    def strays(self) -> tuple[Element, ...]:
        """Return the elements outside any pupil that were passed over."""
        return (*self._strays, *self._document.strays)

    def scan(self, chunks: Iterator[str]) -> Iterator[Whole | Break]:
        """Give everything that is whole, and each break where it is. Stops at a refusal."""
        for text in chunks:
            data = text.encode()
            self._line += data.count(b"\n")
            while data and not self.refused:
                data = self._search(data) if self._searching else data
                broken, data = self._feed(data)
                yield from self._taken(broken)
            if self.refused:
                return
        if not self._searching:
            yield from self._taken(self._close())

    def _feed(self, data: bytes) -> tuple[Break | None, bytes]:
        """Parse the data. After a break, return it with the bytes in which to search for the next pupil."""
        try:
            self._document.feed(data)
        except PupilNotClosed:
            return self._break(MALFORMED, _NOT_CLOSED), self._document.unread()
        except expat.ExpatError as error:
            reason = _REASONS.get(error.code) or expat.ErrorString(error.code)
            return self._break(MALFORMED, reason), self._document.unread()[1:]
        except Refused as refusal:
            self.refused = True
            return Break(kind=refusal.kind, line=self._document.line), b""
        return None, b""

    def _close(self) -> Break | None:
        try:
            self._document.close()
        except expat.ExpatError:
            return self._break(TRUNCATED, "")
        return None

    def _break(self, kind: FaultKind, reason: str) -> Break:
        """Describe a break. The file is refused before the first pupil, and where breaks do not end."""
        document = self._document
        if not document.pupils_seen:
            self.refused = True
            kind = HEADER_MALFORMED if document.root_seen else NOT_XML
        self._breaks += 1
        if self._breaks > self._limits.breaks:
            self.refused, kind = True, TOO_BROKEN
        self._searching = True
        return Break(kind=kind, line=document.line, pupil_line=document.pupil_line, reason=reason)

    def _search(self, data: bytes) -> bytes:
        """Begin a new stretch at the next pupil, if one begins here, and return what is to be read of it."""
        data = self._tail + data
        found = _PUPIL.search(data)
        if found is None:
            self._tail = data[-_TAIL:]
            return b""
        rest = data[found.start() :]
        self._strays += self._document.strays
        self._document = Document(self._limits, resumed=self._line - rest.count(b"\n"))
        self._searching, self._tail = False, b""
        return rest

    def _taken(self, broken: Break | None) -> Iterator[Whole | Break]:
        yield from self._document.found
        self._document.found.clear()
        if broken:
            yield broken


_PUPIL = re.compile(rb"<Pupil[\s/>]")
_TAIL = 6
_NOT_CLOSED = "another pupil begins before this one is closed"
_CODES = expat.errors.codes
_REASONS = {
    _CODES[expat.errors.XML_ERROR_INVALID_TOKEN]: "a sign that may not stand here, such as & or < in a text",
    _CODES[expat.errors.XML_ERROR_TAG_MISMATCH]: "an element is closed that is not the one open",
    _CODES[expat.errors.XML_ERROR_UNDEFINED_ENTITY]: "a name between & and ; that XML does not know",
    _CODES[expat.errors.XML_ERROR_BAD_CHAR_REF]: "a number between &# and ; that stands for no character",
    _CODES[expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE]: "the same attribute twice",
}
