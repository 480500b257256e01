"""One run of the XML parser over a transfer file: keeps the header and each pupil, and nothing else.

A document type is refused before anything in it is looked at, so there are no entities to expand or fetch.
"""

from dataclasses import dataclass
from typing import NoReturn
from xml.parsers import expat

from onward.formats.ctf.element import Element
from onward.formats.ctf.faults import DOCTYPE, NOT_A_CTF, PUPIL_TOO_DEEP, PUPIL_TOO_LARGE, TAG_TOO_LONG
from onward.formats.fault_kind import FaultKind

MOST_STRAYS = 20
RECENT = 4096
ELEMENT_WEIGHT = 64


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much is accepted: bytes of a file, characters of a pupil and of a tag, depth, breaks."""

    file_bytes: int = 1 << 28
    pupil: int = 1 << 23
    tag: int = 1 << 20
    depth: int = 32
    breaks: int = 200


@dataclass(frozen=True, slots=True)
class Whole:
    """A header or a pupil that was read to its end; `spoilt` says why its content was dropped."""

    element: Element
    last_line: int
    spoilt: FaultKind | None = None


class Refused(Exception):
    """The file as a whole is not read any further."""

    def __init__(self, kind: FaultKind) -> None:
        """Take the reason."""
        super().__init__(kind.title)
        self.kind = kind


class PupilNotClosed(Exception):
    """A pupil begins inside a pupil."""


class Document:
    """Parses one well-formed stretch of a file. `found` fills up; the caller takes from it.

    `resumed` is the line on which a stretch after a break begins; such a stretch starts with a pupil.
    """

    def __init__(self, limits: Limits, *, resumed: int = 0) -> None:
        """Prepare the parser."""
        self.found: list[Whole] = []
        self.strays: list[Element] = []
        self.root_seen = False
        self.pupils_seen = False
        self._limits = limits
        self._line_before = max(resumed - 1, 0)
        self._depth = 0
        self._in_pupils = False
        self._open: list[Element] = []
        self._weight = 0
        self._spoilt: FaultKind | None = None
        self._fed = 0
        self._recent = b""
        self._stopped: tuple[int, int] | None = None
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.buffer_size = 1 << 16
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        if resumed:
            self._parse(b"<CTfile><CTFpupilData>")

    @property
    def pupil_line(self) -> int:
        """Return the line on which the pupil begins that is being read, or 0."""
        return self._open[0].line if self._open and self._in_pupils else 0

    @property
    def line(self) -> int:
        """Return the line that was reached, or on which the parser stopped."""
        return self._stopped[0] if self._stopped else self._line_before + self._parser.CurrentLineNumber

    def feed(self, data: bytes) -> None:
        """Parse the next bytes, which are UTF-8.

        Raises:
            Refused: the file is not to be read any further.
            PupilNotClosed: a pupil begins inside another one.
            expat.ExpatError: the XML is broken. `unread` then tells where to go on.
        """
        self._parse(data)
        if self._fed - self._parser.CurrentByteIndex > self._limits.tag + len(data):
            raise Refused(TAG_TOO_LONG)

    def close(self) -> None:
        """Say that there is no more. Raises expat.ExpatError where the file should go on."""
        self._parser.Parse(b"", True)

    def unread(self) -> bytes:
        """Return what was fed from the point on where the parser stopped, as far as it is still at hand."""
        at = self._stopped[1] if self._stopped else self._parser.CurrentByteIndex
        beyond = self._fed - at
        return self._recent[max(len(self._recent) - beyond, 0) :]

    def _parse(self, data: bytes) -> None:
        self._fed += len(data)
        self._recent = self._recent[-RECENT:] + data
        self._parser.Parse(data)

    def _stop(self, reason: Exception) -> NoReturn:
        """Stop here. After an exception expat runs on to the end of its data without telling anybody."""
        self._stopped = (self.line, self._parser.CurrentByteIndex)
        raise reason

    def _doctype(self, *_declared: object) -> None:
        self._stop(Refused(DOCTYPE))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        name = name.rpartition(":")[2]
        if self._open:
            self._start_inside(name, attributes)
        elif self._depth == 1:
            self.root_seen = True
            if name.lower() != "ctfile":
                self._stop(Refused(NOT_A_CTF))
        else:
            self._start_outside(name, attributes)

    def _start_outside(self, name: str, attributes: dict[str, str]) -> None:
        small = name.lower()
        if self._depth == 2 and small == "ctfpupildata":
            self._in_pupils = self.pupils_seen = True
        elif (self._depth == 2 and small == "header") or (
            self._in_pupils and self._depth == 3 and small == "pupil"
        ):
            self._open = [Element(name, self.line, attributes=attributes)]
            self._weight, self._spoilt = 0, None
        elif len(self.strays) < MOST_STRAYS and (self._depth == 2 or (self._in_pupils and self._depth == 3)):
            self.strays.append(Element(name, self.line))

    def _start_inside(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Pupil" and self._in_pupils:
            self._stop(PupilNotClosed())
        self._weigh(ELEMENT_WEIGHT)
        for value in attributes.values():
            self._weigh(ELEMENT_WEIGHT + len(value))
        if len(self._open) >= self._limits.depth:
            self._spoil(PUPIL_TOO_DEEP)
        if self._spoilt is None:
            element = Element(name, self.line, attributes=attributes)
            self._open[-1].parts.append(element)
            self._open.append(element)

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if not self._open:
            self._in_pupils = self._in_pupils and self._depth > 1
            return
        top = 2 if self._in_pupils else 1
        if self._depth > top:
            if self._spoilt is None:
                self._open.pop()
            return
        self.found.append(Whole(self._open[0], self.line, self._spoilt))
        self._open = []

    def _text(self, text: str) -> None:
        if self._open and self._spoilt is None:
            self._weigh(len(text))
            if self._spoilt is None:
                self._open[-1].text += text

    def _weigh(self, weight: int) -> None:
        self._weight += weight
        if self._weight > self._limits.pupil:
            self._spoil(PUPIL_TOO_LARGE)

    def _spoil(self, kind: FaultKind) -> None:
        """Drop what was kept of this pupil; its end will still be found."""
        if self._spoilt is None:
            self._spoilt = kind
            self._open = [Element(self._open[0].name, self._open[0].line)]
