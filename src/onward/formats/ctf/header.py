"""What a file's Header and its name say together."""

from dataclasses import dataclass, replace

from onward.formats.ctf.content import Header, Place
from onward.formats.ctf.dates import read_date
from onward.formats.ctf.element import Element
from onward.formats.ctf.faults import (
    HEADER_INCOMPLETE,
    NAME_BELIEVED,
    NAME_DIFFERS,
    UNKNOWN_ELEMENTS,
    VERSION_UNKNOWN,
    found,
)
from onward.formats.ctf.names import CtfName, parse
from onward.formats.ctf.sections import Unknown, read_sections
from onward.formats.ctf.structure import HEADER
from onward.foundation.faults import Fault


@dataclass(frozen=True, kw_only=True)
class HeaderEntry:
    """The header of a file, with what is wrong with it and with the file's name."""

    header: Header
    name: CtfName | None = None
    unknown: tuple[Unknown, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_header(element: Element, *, name: str) -> HeaderEntry:
    """Return the header. What it leaves out of source and destination is taken from the file's name."""
    sections = read_sections(element, HEADER)
    header = _header(sections.known)
    parsed = parse(name) if name else None
    named = parsed if isinstance(parsed, CtfName) else None
    source, at_source = _completed(header.source, named.source if named else "", "source", element)
    dest, at_dest = _completed(header.destination, named.destination if named else "", "destination", element)
    faults = [*_version_faults(header, element), *_time_faults(header, element), *at_source, *at_dest]
    if isinstance(parsed, Fault):
        faults.append(parsed)
    if sections.unknown:
        names = ", ".join(each.path for each in sections.unknown[:MOST_NAMED])
        faults.append(found(UNKNOWN_ELEMENTS, f"Header (line {element.line})", heading=names))
    return HeaderEntry(
        header=replace(header, source=source, destination=dest),
        name=named,
        unknown=tuple(sections.unknown),
        faults=tuple(faults),
    )


def header_from_name(name: CtfName) -> Header:
    """Return the header that a file's name stands for, where the file has none."""
    return Header(version="", source=_place_of(name.source), destination=_place_of(name.destination))


def _header(known: dict[str, object]) -> Header:
    texts = {key: value for key, value in known.items() if isinstance(value, str)}
    return Header(
        version=texts.get("CTFversion", ""),
        made_at=texts.get("DateTime", ""),
        qualifier=texts.get("DocumentQualifier", "full"),
        descriptor=texts.get("DataDescriptor", ""),
        supplier=texts.get("SupplierID", ""),
        source=_place(known.get("SourceSchool")),
        destination=_place(known.get("DestSchool")),
    )


def _place(said: object) -> Place:
    known = said if isinstance(said, dict) else {}
    return Place(
        lea=known.get("LEA", "").upper(),
        estab=known.get("Estab", "").upper(),
        urn=known.get("URN", ""),
        name=known.get("SchoolName", ""),
        academic_year=known.get("AcademicYear", ""),
    )


def _version_faults(header: Header, element: Element) -> list[Fault]:
    path = f"Header/CTFversion (line {element.line_at('CTFversion')})"
    choices = f"{VERSIONS[0]} to {VERSIONS[-1]}"
    return [] if header.version in VERSIONS else [found(VERSION_UNKNOWN, path, choices=choices)]


def _time_faults(header: Header, element: Element) -> list[Fault]:
    if read_date(header.made_at):
        return []
    path = f"Header/DateTime (line {element.line_at('DateTime')})"
    return [found(HEADER_INCOMPLETE, path, heading="day and time at which the file was made")]


def _completed(place: Place, code: str, what: str, element: Element) -> tuple[Place, list[Fault]]:
    """Fill a place that the Header leaves out from the file's name; where they differ, keep the Header's."""
    if place.code and code in ("", place.code):
        return place, []
    path = f"Header (line {element.line})"
    if place.code:
        return place, [found(NAME_DIFFERS, path, heading=what)]
    if code:
        return _place_of(code), [found(NAME_BELIEVED, path, heading=what)]
    return place, [found(HEADER_INCOMPLETE, path, heading=what)]


def _place_of(code: str) -> Place:
    return Place(lea=code[:3], estab=code[3:])


VERSIONS = tuple(f"{year}.0" for year in range(20, 26))
MOST_NAMED = 10
