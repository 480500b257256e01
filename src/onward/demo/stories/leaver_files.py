"""The files of a story: a leaver list as CSV and a Common Transfer File, with and without their faults."""

import csv
import io
from dataclasses import dataclass, replace
from datetime import date
from xml.sax.saxutils import escape

from onward.demo.stories.children import Child
from onward.demo.stories.seen import School

_HEADINGS = (
    "Surname", "Forename", "Date of birth", "Sex", "SCN", "Stage", "Leaving date", "Leaving reason",
    "Destination SEED", "Destination school type",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Row:
    """One pupil of a leaver list, as the office typed it."""

    child: Child
    born: str
    scn: str
    leaving_on: str
    destination: str

    def cells(self) -> tuple[str, ...]:
        """Return the cells in the order of the headings."""
        child = self.child
        return (
            child.surname, child.forename, self.born, child.sex.value, self.scn, "P5", self.leaving_on, "01",
            self.destination, "primary",
        )  # fmt: skip


def row_of(child: Child, *, on: date, to: School) -> Row:
    """Return a row without faults."""
    return Row(
        child=child,
        born=f"{child.born:%d/%m/%Y}",
        scn=child.scn,
        leaving_on=f"{on:%d/%m/%Y}",
        destination=to.seed,
    )


def with_wrong_numbers(row: Row) -> Row:
    """Return the row with a day of birth that never was, and a slip in the candidate number."""
    last = str((int(row.scn[-1]) + 1) % 10)
    return replace(row, born=f"31/02/{row.child.born:%Y}", scn=row.scn[:-1] + last)


def with_wrong_school(row: Row) -> Row:
    """Return the row with a destination that no directory lists."""
    return replace(row, destination="1000001")


def leaver_list(*rows: Row) -> str:
    """Return the rows as CSV."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEADINGS)
    writer.writerows(row.cells() for row in rows)
    return text.getvalue()


def transfer_pupil(child: Child, *, school: School, on: date) -> str:
    """Return a pupil of a transfer file without faults."""
    return (
        f"<Pupil>\n<Surname>{escape(child.surname)}</Surname>\n<Forename>{escape(child.forename)}</Forename>\n"
        f"<DOB>{child.born.isoformat()}</DOB>\n<Sex>{child.sex.value}</Sex>\n<SCN>{child.scn}</SCN>\n"
        f"<SchoolHistory><School><LEA>{school.seed[:3]}</LEA><Estab>{school.seed[3:]}</Estab>"
        f"<LeavingDate>{on.isoformat()}</LeavingDate><LeavingReason>01</LeavingReason>"
        f"<LastSchool>true</LastSchool></School></SchoolHistory>\n</Pupil>\n"
    )


def with_broken_tag(pupil: str) -> str:
    """Return the pupil with one tag that ends as another."""
    return pupil.replace("</Forename>", "</Forname>")


def transfer_file(*pupils: str, old: School, new: School, made_at: str) -> str:
    """Return a Common Transfer File with these pupils, made at a time such as `2026-11-23T09:00:00`."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<CTfile>\n'
        "<Header><DocumentName>Common Transfer File</DocumentName><CTFversion>25.0</CTFversion>"
        f"<DateTime>{made_at}</DateTime><DocumentQualifier>partial</DocumentQualifier>"
        f"<SourceSchool><LEA>{old.seed[:3]}</LEA><Estab>{old.seed[3:]}</Estab>"
        f"<SchoolName>{escape(old.name)}</SchoolName></SourceSchool>"
        f"<DestSchool><LEA>{new.seed[:3]}</LEA><Estab>{new.seed[3:]}</Estab></DestSchool></Header>\n"
        f"<CTFpupilData>\n{''.join(pupils)}</CTFpupilData>\n</CTfile>\n"
    )
