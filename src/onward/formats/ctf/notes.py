"""What is to be said of one pupil while it is read, each with its place in the file."""

from onward.formats.ctf.element import Element
from onward.formats.ctf.faults import found
from onward.formats.ctf.sections import Unknown
from onward.formats.fault_kind import FaultKind
from onward.foundation.faults import Fault


class PupilNotes:
    """Collects faults, and the values that could not be taken over but must not be lost.

    `unread` holds for fields of the departure what stands in the file and could not be read.
    """

    def __init__(self, element: Element, *, position: int) -> None:
        """Take the pupil's element and its position in the file, from 1."""
        self.faults: list[Fault] = []
        self.kept: list[Unknown] = []
        self.unread: dict[str, str] = {}
        self._element = element
        self._pupil = f"CTFpupilData/Pupil[{position}]"

    def say(self, kind: FaultKind, inside: str, **words: str) -> None:
        """Note a fault at a path inside the pupil."""
        self.faults.append(found(kind, self.path(inside), **words))

    def keep(self, name: str, value: str) -> None:
        """Keep a value that has no place in the departure."""
        if value:
            self.kept.append(Unknown(name, self._element.line_at(name), value))

    def path(self, inside: str) -> str:
        """Return the full path with its line."""
        return f"{self._pupil}/{inside} (line {self._element.line_at(inside)})"
