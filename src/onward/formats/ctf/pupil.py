"""One pupil of a file as the departure that it says, with everything else it holds kept in the record."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from onward.formats.ctf.content import Header
from onward.formats.ctf.element import Element
from onward.formats.ctf.faults import UNKNOWN_ELEMENTS
from onward.formats.ctf.identity import identity, take_scn
from onward.formats.ctf.leaving import YES, leaving
from onward.formats.ctf.notes import PupilNotes
from onward.formats.ctf.sections import Unknown, read_sections
from onward.formats.ctf.structure import IDENTITY, PUPIL
from onward.formats.entry import Entry
from onward.formats.validation import check
from onward.foundation.faults import Fault, Level

MOST_NAMED = 10


@dataclass(frozen=True, kw_only=True)
class PupilReader:
    """Turns the pupils of one file into entries. `where` is what `whereto` says of the file's destination."""

    header: Header
    where: Mapping[str, object]
    scn_element: str

    def read(self, element: Element, *, index: int) -> Entry:
        """Return the entry of one pupil, with every fault in it at once."""
        notes = PupilNotes(element, position=index + 1)
        said = self._said(element, notes)
        checked = check(said)
        stated = _as_written(said, notes.unread)
        if isinstance(checked, tuple):
            told = {each.path for each in notes.faults if each.level is Level.FAULT}
            placed = [self._placed(each, notes) for each in checked if each.path != _TOLD_ALREADY]
            faults = (*notes.faults, *(each for each in placed if each.path not in told))
            return Entry(index=index, line=element.line, faults=faults, stated=stated)
        return Entry(index=index, line=element.line, said=checked, faults=tuple(notes.faults), stated=stated)

    def _said(self, element: Element, notes: PupilNotes) -> dict[str, object]:
        """Return the departure as JSON, still to be checked."""
        sections = read_sections(element, PUPIL)
        core = sections.known
        stated = {part.name: str(core.pop(part.name, "")) for part in IDENTITY}
        scn = take_scn(sections.unknown, element=self.scn_element, notes=notes)
        pupil = identity(stated, _section(core, "BasicDetails"), scn_stated=scn, notes=notes)
        said = {"kind": "departure", "pupil": pupil, **self.where, **self._leaving(core, notes)}
        if _section(core, "LookedAfter").get("InCare", "").lower() in YES:
            said["marks"] = ["looked-after"]
        return said | {"record": {"core": self._record(core, sections.unknown, notes)}}

    def _leaving(self, core: Mapping[str, object], notes: PupilNotes) -> dict[str, str]:
        left = leaving(core, self.header)
        if left.kind:
            notes.say(left.kind, left.path)
        if not left.on:
            notes.unread["leaving_on"] = left.written
        said = {"leaving_on": left.on, "reason": left.reason}
        return {name: value for name, value in said.items() if value}

    def _record(
        self, core: dict[str, object], unknown: list[Unknown], notes: PupilNotes
    ) -> dict[str, object]:
        if unknown:
            names = ", ".join(dict.fromkeys(each.path for each in unknown[:MOST_NAMED]))
            notes.say(UNKNOWN_ELEMENTS, unknown[0].path, heading=names)
        kept = [each.said() for each in (*notes.kept, *unknown)]
        return {"ctf": self.header.said(), **core} | ({"unknown": kept} if kept else {})

    def _placed(self, told: Fault, notes: PupilNotes) -> Fault:
        """Return a fault of the form with its place in the file instead of its JSON path."""
        inside = self.scn_element if told.path == "pupil.scn" else PLACES.get(told.path, ".")
        return replace(told, path=notes.path(inside))


def _as_written(said: Mapping[str, object], unread: Mapping[str, str]) -> dict[str, object]:
    """Return what is said, and where it could not be read, what stands in the file instead."""
    pupil = dict(_section(said, "pupil"))
    written = {name: text for name, text in unread.items() if text}
    if "born" in written:
        pupil["born"] = written.pop("born")
    return {**said, "pupil": pupil, **written}


def _section(core: Mapping[str, object], name: str) -> Mapping[str, str]:
    found = core.get(name)
    return found if isinstance(found, dict) else {}


PLACES = MappingProxyType(
    {
        "pupil.surname": "Surname",
        "pupil.forename": "Forename",
        "pupil.middle_names": "BasicDetails/MiddleNames",
        "pupil.known_as_surname": "BasicDetails/PreferredSurname",
        "pupil.known_as_forename": "BasicDetails/PreferredForename",
        "pupil.born": "DOB",
        "pupil.sex": "Sex",
        "pupil.upn": "UPN",
    }
)
"""Where in a pupil the fields stand that the departure has of it."""
_TOLD_ALREADY = "leaving_on"
