"""A transfer file of one school: departures from it, or arrivals where the file is addressed to it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import BinaryIO

from onward.directory.register import Register, SchoolFact
from onward.formats.ctf.entries import CtfReading, read_ctf
from onward.formats.ctf.whereto import SchoolOf
from onward.formats.entry import Entry, Reading, refuse
from onward.formats.fault_table import fault
from onward.formats.forms import Arrival, Departure, SchoolRef
from onward.formats.item_mending import mended_entries
from onward.formats.lists.mending import Mended
from onward.foundation.faults import Fault

_READ_AS_SEED = "ctf-destination-read-as-seed"


def open_transfer_file(
    stream: BinaryIO,
    *,
    name: str,
    scn_element: str,
    school: SchoolFact,
    register: Register,
    today: date,
    mended: Mended,
) -> Reading:
    """Open the file for the school that sends it.

    Addressed to the school itself, its pupils have arrived from outside. From another school of the
    network to another place, nothing of it is taken: it was sent in the wrong school's name. Pupils that
    are `mended`, by their number in the file, leave as they were mended.
    """
    part_of = _parts(register, school, today)
    reading = read_ctf(stream, name=name, scn_element=scn_element, school_of=_school_of(part_of))
    reading = replace(reading, entries=mended_entries(reading.entries, mended, in_transfer_file))
    if reading.header is None:
        return reading
    source, destination = reading.header.source.code, reading.header.destination.code
    if destination == school.seed != source:
        return _arriving(reading, part_of.get(source), today)
    if source != school.seed and source in part_of:
        return refuse(*reading.notes, fault("school-not-yours", "Header/SourceSchool"))
    return reading


def in_transfer_file(found: Fault, entry: Entry) -> Fault:
    """Return a fault in a field of a pupil with its place in the file."""
    pupil = f"CTFpupilData/Pupil[{entry.index + 1}] (line {entry.line})"
    return replace(found, path=f"{pupil}, {found.path}" if found.path else pupil)


def _parts(register: Register, school: SchoolFact, today: date) -> dict[str, SchoolFact]:
    """Return for each SEED code the school that is meant by it alone.

    Where a code has several parts, that is an open one, of the sender's own type where there is such.
    """
    ordered = sorted(
        register.by_id.values(),
        key=lambda each: (not each.is_closed(today), each.type is school.type, -each.id),
    )
    return {each.seed: each for each in ordered}


def _school_of(part_of: Mapping[str, SchoolFact]) -> SchoolOf:
    def school_of(code: str) -> dict[str, str] | None:
        found = part_of.get(code)
        return {"seed": found.seed, "type": found.type.value} if found else None

    return school_of


def _arriving(reading: CtfReading, previous: SchoolFact | None, today: date) -> Reading:
    notes = [each for each in reading.notes if each.code != _READ_AS_SEED]
    came_from = SchoolRef.model_validate({"seed": previous.seed, "type": previous.type}) if previous else None
    return Reading(
        entries=_arrivals(reading.entries, came_from, today),
        notes=(*notes, fault("taken-as-arrivals", "Header/DestSchool")),
    )


def _arrivals(entries: Iterator[Entry], came_from: SchoolRef | None, today: date) -> Iterator[Entry]:
    for entry in entries:
        left = entry.said
        if not isinstance(left, Departure):
            yield entry
            continue
        day = left.leaving_on + timedelta(days=1)
        said = Arrival(
            pupil=left.pupil,
            arrived_on=day,
            provisional=day > today,
            previous_school=came_from,
            marks=left.marks,
        )
        told = fault("arrival-day-derived", f"CTFpupilData/Pupil[{entry.index + 1}] (line {entry.line})")
        yield replace(entry, said=said, faults=(*entry.faults, told))
