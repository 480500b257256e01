"""When and why a pupil left the school that sent the file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from onward.formats.ctf.content import Header, Place
from onward.formats.ctf.dates import read_date
from onward.formats.ctf.faults import (
    DATE_UNREADABLE,
    LEAVING_DATE_FROM_HEADER,
    LEAVING_DATE_FROM_LAST_SCHOOL,
    LEAVING_DATE_MISSING,
)
from onward.formats.fault_kind import FaultKind

YES = frozenset({"true", "1", "y", "yes"})
_SCOTTISH_REASON = re.compile(r"0[1-9]|1[0-3]|-")


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """A leaving date in ISO form, a Scottish reason where one is stated, and where each was found.

    `written` is what stands there where it is no date.
    """

    on: str = ""
    written: str = ""
    reason: str = ""
    path: str = ""
    kind: FaultKind | None = None


def leaving(core: Mapping[str, object], header: Header) -> Leaving:
    """Find the leaving date: at the sending school, else at the last school, else the day of the file.

    `kind` tells what is to be said of the date: nothing is the best case, and without `on` it is a fault.
    """
    schools = core.get("SchoolHistory")
    for index, entry, kind in _entries(schools if isinstance(schools, list) else [], header.source):
        if stated := entry.get("LeavingDate", ""):
            return _stated(stated, entry.get("LeavingReason", ""), index, kind)
    made_on = read_date(header.made_at)
    kind = LEAVING_DATE_FROM_HEADER if made_on else LEAVING_DATE_MISSING
    return Leaving(on=made_on.isoformat() if made_on else "", path="SchoolHistory", kind=kind)


def _stated(stated: str, reason: str, index: int, kind: FaultKind | None) -> Leaving:
    day = read_date(stated)
    return Leaving(
        on=day.isoformat() if day else "",
        written="" if day else stated,
        reason=reason if _SCOTTISH_REASON.fullmatch(reason) else "",
        path=f"SchoolHistory/School[{index}]/LeavingDate",
        kind=kind if day else DATE_UNREADABLE,
    )


def _entries(
    schools: list[dict[str, str]], source: Place
) -> list[tuple[int, dict[str, str], FaultKind | None]]:
    """Return the entries that may tell: the sender's own, newest first; else those marked as last."""
    numbered = list(enumerate(schools, start=1))
    own = [
        (index, entry, None)
        for index, entry in numbered
        if source.code and entry.get("LEA", "") + entry.get("Estab", "") == source.code
    ]
    if own:
        return sorted(own, key=lambda found: found[1].get("LeavingDate", ""), reverse=True)
    return [
        (index, entry, LEAVING_DATE_FROM_LAST_SCHOOL)
        for index, entry in numbered
        if entry.get("LastSchool", "").lower() in YES
    ]
