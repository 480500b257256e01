"""Transfer files made for the tests, piece by piece. No sample was taken from anywhere."""

import io
from datetime import date

from onward.formats.ctf.header import HeaderEntry
from onward.formats.ctf.reader import Ending, read
from onward.formats.ctf.whereto import SchoolOf, no_school
from onward.formats.entry import Entry
from onward.formats.forms import Departure
from onward.foundation.faults import Fault

SOURCE = ("823", "4001")
LEFT = date(2025, 6, 27)
HISTORY = (
    "<SchoolHistory><School><LEA>823</LEA><Estab>4001</Estab><SchoolName>Mill Lane</SchoolName>"
    "<EntryDate>2020-09-03</EntryDate><LeavingDate>2025-06-27</LeavingDate><LastSchool>true</LastSchool>"
    "</School></SchoolHistory>"
)
_PUPIL = {
    "UPN": "R201100018042",
    "Surname": "Archer",
    "Forename": "Rowan",
    "DOB": "2012-05-04",
    "Sex": "F",
}


def pupil(more: str = HISTORY, **changed: str | None) -> str:
    """Return a pupil with some values changed, or left out where None, and more sections after them."""
    values = {**_PUPIL, **changed}
    told = "".join(f"<{name}>{value}</{name}>\n" for name, value in values.items() if value is not None)
    return f"<Pupil>\n{told}{more}</Pupil>\n"


def header(
    *, version: str = "25.0", to: tuple[str, str] = ("873", "4567"), made_at: str = "2025-07-01T09:30:00"
) -> str:
    """Return a header; an empty value leaves its element empty."""
    return (
        f"<Header><DocumentName>Common Transfer File</DocumentName><CTFversion>{version}</CTFversion>"
        f"<DateTime>{made_at}</DateTime><DocumentQualifier>full</DocumentQualifier>"
        f"<SourceSchool><LEA>{SOURCE[0]}</LEA><Estab>{SOURCE[1]}</Estab><URN>101234</URN>"
        "<SchoolName>Mill Lane</SchoolName><AcademicYear>2025</AcademicYear></SourceSchool>"
        f"<DestSchool><LEA>{to[0]}</LEA><Estab>{to[1]}</Estab></DestSchool></Header>\n"
    )


def document(*pupils: str, head: str | None = None, declared: str = "utf-8") -> str:
    """Return a whole file as text."""
    start = f'<?xml version="1.0" encoding="{declared}"?>\n<CTfile>\n'
    told = f"{header() if head is None else head}<CTFpupilData>\n{''.join(pupils)}</CTFpupilData>\n"
    return f"{start}{told}</CTfile>"


class Result:
    """Everything that reading a file gave."""

    def __init__(self, data: bytes | str, *, name: str = "", school_of: SchoolOf = no_school) -> None:
        stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
        items = list(read(stream, name=name, school_of=school_of))
        self.headers = [item for item in items if isinstance(item, HeaderEntry)]
        self.entries = [item for item in items if isinstance(item, Entry)]
        ending = items[-1]
        assert isinstance(ending, Ending)
        assert len(items) == len(self.headers) + len(self.entries) + 1
        self.ending = ending

    @property
    def departures(self) -> list[Departure]:
        """Return what the good pupils say."""
        return [entry.said for entry in self.entries if isinstance(entry.said, Departure)]

    @property
    def only(self) -> Departure:
        """Return what the one good pupil says."""
        (departure,) = self.departures
        return departure

    def codes(self, number: int = 1) -> list[str]:
        """Return the fault codes of a pupil, from 1."""
        return [told.code for told in self.entries[number - 1].faults]

    def told(self, code: str) -> Fault:
        """Return the one fault of this code, wherever it is."""
        headers = [each.faults for each in self.headers]
        everything = [self.ending.faults, *headers, *(each.faults for each in self.entries)]
        (found,) = [told for faults in everything for told in faults if told.code == code]
        return found
