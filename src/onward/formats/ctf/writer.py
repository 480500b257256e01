"""Writes a Common Transfer File 25, pupil by pupil."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from onward.formats.ctf.content import Header, Place
from onward.formats.ctf.render import render
from onward.formats.ctf.structure import CORE, HEADER, PUPIL_25
from onward.formats.forms import PupilDetails
from onward.foundation.errors import OnwardError


class NotAnElementName(OnwardError):
    """The name of the SCN's extension element is not one that XML allows."""

    code = "not-an-element-name"


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """A pupil to be written. `core` is the record's core; what the file has no element for is left out."""

    pupil: PupilDetails
    leaving_on: date
    core: Mapping[str, object] = field(default_factory=dict)


def write(pupils: Iterable[Outgoing], *, header: Header, scn_element: str = "SCN") -> Iterator[bytes]:
    """Return the file in pieces of UTF-8: header, each pupil, end. Memory is bounded by one pupil.

    The leaving date is entered in the school history at the sending school where it is not there yet.
    `scn_element` names the extension element for the SCN; where it is empty, the SCN is not written.

    Raises:
        NotAnElementName: at once, when `scn_element` is neither empty nor a name.
    """
    if scn_element and not _ELEMENT_NAME.fullmatch(scn_element):
        raise NotAnElementName
    return _pieces(pupils, header, scn_element)


def _pieces(pupils: Iterable[Outgoing], header: Header, scn_element: str) -> Iterator[bytes]:
    start = f"{_DECLARATION}\n<CTfile>\n{render(HEADER, _header(header))}\n<CTFpupilData>\n"
    yield start.encode()
    for outgoing in pupils:
        yield f"{_pupil(outgoing, header.source, scn_element)}\n".encode()
    yield b"</CTFpupilData>\n</CTfile>\n"


def _header(header: Header) -> dict[str, object]:
    destination = {name: text for name, text in header.destination.said().items() if name in _DESTINATION}
    return {
        "DocumentName": "Common Transfer File",
        "CTFversion": header.version,
        "DateTime": header.made_at,
        "DocumentQualifier": header.qualifier,
        "DataDescriptor": header.descriptor,
        "SupplierID": header.supplier,
        "SourceSchool": header.source.said(),
        "DestSchool": destination,
    }


def _pupil(outgoing: Outgoing, source: Place, scn_element: str) -> str:
    pupil = outgoing.pupil
    known = {part.name: outgoing.core[part.name] for part in CORE.parts if part.name in outgoing.core}
    identity = {
        "UPN": pupil.upn,
        "Surname": pupil.surname,
        "Forename": pupil.forename,
        "DOB": pupil.born.isoformat(),
        "Sex": pupil.sex.value,
        "BasicDetails": _basic_details(known.get("BasicDetails"), pupil),
        "SchoolHistory": _history(known.get("SchoolHistory"), source, outgoing.leaving_on),
    }
    extension = f"<{scn_element}>{pupil.scn}</{scn_element}>" if scn_element and pupil.scn else ""
    return render(PUPIL_25, known | identity, extension=extension)


def _basic_details(stated: object, pupil: PupilDetails) -> dict[str, object]:
    """Return the basic details with the names by which the hub knows the pupil, where it knows them."""
    names = {
        "MiddleNames": pupil.middle_names,
        "PreferredSurname": pupil.known_as_surname,
        "PreferredForename": pupil.known_as_forename,
    }
    known = dict(stated) if isinstance(stated, Mapping) else {}
    return known | {name: value for name, value in names.items() if value}


def _history(stated: object, source: Place, leaving_on: date) -> list[object]:
    """Return the school history with this departure in it."""
    schools = (
        [dict(school) for school in stated if isinstance(school, Mapping)] if isinstance(stated, list) else []
    )
    left = leaving_on.isoformat()
    own = [
        school for school in schools if (school.get("LEA"), school.get("Estab")) == (source.lea, source.estab)
    ]
    if not source.code or any(school.get("LeavingDate") == left for school in own):
        return list(schools)
    undated = [school for school in own if not school.get("LeavingDate")]
    if undated:
        undated[-1]["LeavingDate"] = left
        return list(schools)
    entry = {"LEA": source.lea, "Estab": source.estab, "URN": source.urn, "SchoolName": source.name}
    earlier = [school | {"LastSchool": "false"} if "LastSchool" in school else school for school in schools]
    return [*earlier, entry | {"LeavingDate": left, "LastSchool": "true"}]


_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'
_DESTINATION = frozenset({"LEA", "Estab", "URN"})
_ELEMENT_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
