"""What a file's destination says of where its pupils go."""

from collections.abc import Callable, Mapping

from onward.formats.ctf.content import Place
from onward.formats.ctf.faults import (
    DESTINATION_READ_AS_SEED,
    DESTINATION_UNREADABLE,
    REASON_DERIVED,
    found,
)
from onward.formats.ctf.names import DestinationKind, destination_kind
from onward.foundation.faults import Fault

SchoolOf = Callable[[str], Mapping[str, str] | None]
"""Answers what a school of the network is called for seven digits: `{"seed": ..., "type": ...}`, or None."""

UNKNOWN_DESTINATION = "05"
MOVED_WITHIN_UK = "13"
WALES = range(660, 682)


def no_school(_code: str) -> None:
    """Answer that no number means a school of the network."""


def whereto(place: Place, *, school_of: SchoolOf, path: str) -> tuple[dict[str, object], list[Fault]]:
    """Return the parts of a departure that tell where to: destination, outside, reason, destination_note.

    A reason is given only where the destination leaves no doubt of it.
    """
    kind = destination_kind(place.code)
    if kind is DestinationKind.SCHOOL:
        return _to_school(place, school_of, path)
    if kind is DestinationKind.AUTHORITY:
        note = "The file is addressed to the authority, not to a school."
        return _outside(place.lea) | {"destination_note": note}, [found(REASON_DERIVED, path)]
    if kind is DestinationKind.UNKNOWN:
        return {"reason": UNKNOWN_DESTINATION}, [found(REASON_DERIVED, path)]
    if kind is DestinationKind.OUTSIDE_MAINTAINED:
        return {"destination_note": "Outside the maintained schools of England and Wales."}, []
    return {}, [found(DESTINATION_UNREADABLE, path)] if place.code else []


def _to_school(place: Place, school_of: SchoolOf, path: str) -> tuple[dict[str, object], list[Fault]]:
    school = school_of(place.code)
    if school:
        return {"destination": dict(school)}, [found(DESTINATION_READ_AS_SEED, path)]
    return _outside(place.lea, estab=place.estab, name=place.name), [found(REASON_DERIVED, path)]


def _outside(lea: str, *, estab: str = "", name: str = "") -> dict[str, object]:
    country = "GB-WLS" if int(lea) in WALES else "GB-ENG"
    known = {"country": country, "lea": lea, "estab": estab, "name": name}
    return {"outside": {key: value for key, value in known.items() if value}, "reason": MOVED_WITHIN_UK}
