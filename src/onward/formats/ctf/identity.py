"""Who a pupil of a transfer file is, in the fields of `forms.PupilDetails`."""

from collections.abc import Mapping

from onward.formats.ctf.dates import read_date
from onward.formats.ctf.faults import (
    DATE_UNREADABLE,
    NAME_IN_CAPITALS,
    SCN_UNREADABLE,
    SEX_UNCLEAR,
    UPN_UNREADABLE,
)
from onward.formats.ctf.notes import PupilNotes
from onward.formats.ctf.sections import Unknown
from onward.foundation.identifiers import scn, upn

_SEXES = {"f": "F", "female": "F", "m": "M", "male": "M", "u": "U"}


def identity(
    stated: Mapping[str, str], details: Mapping[str, str], *, scn_stated: str, notes: PupilNotes
) -> dict[str, str]:
    """Return what is said of who the pupil is; what is missing is left out.

    `stated` are the texts of the pupil's own elements, `details` those of BasicDetails.
    """
    said = {
        "surname": _name(stated["Surname"]),
        "forename": _name(stated["Forename"]),
        "middle_names": _name(details.get("MiddleNames", "")),
        "known_as_surname": _name(details.get("PreferredSurname", "")),
        "known_as_forename": _name(details.get("PreferredForename", "")),
        "born": _born(stated["DOB"], notes),
        "sex": _sex(stated["Sex"], stated["Gender"], notes),
        "scn": scn_stated,
        "upn": _upn(stated["UPN"], notes),
    }
    if all(name.isupper() and len(name) > 1 for name in (said["surname"], said["forename"])):
        notes.say(NAME_IN_CAPITALS, "Surname")
    return {name: value for name, value in said.items() if value}


def take_scn(unknown: list[Unknown], *, element: str, notes: PupilNotes) -> str:
    """Take the SCN out of the elements that are not known, wherever it stands in the pupil but in a contact.

    What stands there and is no SCN stays where it was.
    """
    for each in [each for each in unknown if _is_scn(each.path, element)]:
        number = each.value.replace(" ", "")
        if scn.is_valid(number):
            unknown.remove(each)
            return number
        if number:
            notes.say(SCN_UNREADABLE, each.path)
    return ""


def _is_scn(path: str, element: str) -> bool:
    return bool(element) and path.rpartition("/")[2] == element and not path.startswith("Contacts/")


def _name(stated: str) -> str:
    """Return a name on one line: exporters break long lines anywhere."""
    return " ".join(stated.split())


def _born(stated: str, notes: PupilNotes) -> str:
    day = read_date(stated)
    if stated and day is None:
        notes.say(DATE_UNREADABLE, "DOB")
        notes.unread["born"] = stated
    return day.isoformat() if day else ""


def _sex(sex: str, gender: str, notes: PupilNotes) -> str:
    """Return the sex: `Sex` of version 25, else `Gender` of the older ones."""
    name, stated = ("Sex", sex) if sex else ("Gender", gender)
    if sex and gender not in ("", sex):
        notes.keep("Gender", gender)
    read = _SEXES.get(stated.lower())
    if read is None:
        notes.say(SEX_UNCLEAR, name if stated else "Sex", choices="F, M or U")
        notes.keep(name, stated)
    return read or "U"


def _upn(stated: str, notes: PupilNotes) -> str:
    number = stated.replace(" ", "").upper()
    if number and not upn.is_valid(number):
        notes.say(UPN_UNREADABLE, "UPN")
        notes.keep("UPN", stated)
        return ""
    return number
