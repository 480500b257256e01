"""Files that a school sends, in every format, and the sending of them."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, BinaryIO

from openpyxl import Workbook
from tests.harness.cast import KEYRING, Cast

from onward.access.scopes import ALL
from onward.formats.forms import Protection
from onward.foundation.actor import Actor, ActorKind, Door
from onward.foundation.clock import FixedClock
from onward.foundation.sight import for_school
from onward.operations.intake.files import FileTaken, Line, take_file

LEFT = date(2026, 8, 28)
HEADINGS = (
    "Surname",
    "Forename",
    "Date of birth",
    "Sex",
    "SCN",
    "Stage",
    "Leaving date",
    "Leaving reason",
    "Destination SEED",
    "Destination school type",
)
FileOf = Callable[[Cast, Sequence[dict[str, Any]]], bytes]
"""Makes a file of pupils who leave Arbroath for Selkirk."""


def said(cast: Cast, pupil: dict[str, Any]) -> dict[str, Any]:
    """The departure of a pupil as JSON."""
    return {
        "kind": "departure",
        "pupil": pupil | {"born": str(pupil["born"])},
        "leaving_on": LEFT.isoformat(),
        "reason": "01",
        "destination": cast.ref("selkirk"),
    }


def ndjson(cast: Cast, pupils: Sequence[dict[str, Any]]) -> bytes:
    """A stream of one item a line."""
    return b"".join(json.dumps(said(cast, each)).encode() + b"\n" for each in pupils)


def json_file(cast: Cast, pupils: Sequence[dict[str, Any]]) -> bytes:
    """A JSON file with a list of items."""
    return json.dumps({"items": [said(cast, each) for each in pupils]}, indent=1).encode()


def csv_file(cast: Cast, pupils: Sequence[dict[str, Any]]) -> bytes:
    """A list of leavers as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows(_rows(cast, pupils))
    return text.getvalue().encode()


def xlsx_file(cast: Cast, pupils: Sequence[dict[str, Any]]) -> bytes:
    """A list of leavers as a workbook."""
    book = Workbook()
    for row in _rows(cast, pupils):
        book.worksheets[0].append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ctf_file(cast: Cast, pupils: Sequence[dict[str, Any]]) -> bytes:
    """A transfer file from Arbroath to Selkirk."""
    return ctf(cast.schools["arbroath"].seed, cast.schools["selkirk"].seed, pupils)


def ctf(source: str, destination: str, pupils: Sequence[dict[str, Any]], *, more: str = "") -> bytes:
    """A transfer file between two places of seven digits; `more` is put into each pupil."""
    return b"".join(
        [
            ctf_start(source, destination),
            *(ctf_pupil(source, each, more=more) for each in pupils),
            b"</CTFpupilData>\n</CTfile>\n",
        ]
    )


def ctf_start(source: str, destination: str) -> bytes:
    """The beginning of a transfer file, up to its pupils."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<CTfile>\n<Header>'
        "<DocumentName>Common Transfer File</DocumentName><CTFversion>25.0</CTFversion>"
        "<DateTime>2026-08-31T09:30:00</DateTime><DocumentQualifier>full</DocumentQualifier>"
        f"<SourceSchool><LEA>{source[:3]}</LEA><Estab>{source[3:]}</Estab></SourceSchool>"
        f"<DestSchool><LEA>{destination[:3]}</LEA><Estab>{destination[3:]}</Estab></DestSchool>"
        "</Header>\n<CTFpupilData>\n"
    ).encode()


def ctf_pupil(source: str, pupil: dict[str, Any], *, more: str = "") -> bytes:
    """One pupil of a transfer file, who left the source."""
    return (
        f"<Pupil>\n<Surname>{pupil['surname']}</Surname>\n<Forename>{pupil['forename']}</Forename>\n"
        f"<DOB>{pupil['born']}</DOB>\n<Sex>{pupil['sex']}</Sex>\n<SCN>{pupil['scn']}</SCN>\n{more}"
        f"<SchoolHistory><School><LEA>{source[:3]}</LEA><Estab>{source[3:]}</Estab>"
        f"<LeavingDate>{LEFT}</LeavingDate><LeavingReason>01</LeavingReason>"
        "<LastSchool>true</LastSchool></School></SchoolHistory>\n</Pupil>\n"
    ).encode()


FORMATS: dict[str, FileOf] = {
    "leavers.ndjson": ndjson,
    "leavers.json": json_file,
    "leavers.csv": csv_file,
    "leavers.xlsx": xlsx_file,
    "5300120_CTF_5600351_001.xml": ctf_file,
}


def office(cast: Cast, school: str = "arbroath", scopes: frozenset[str] = ALL) -> Actor:
    """A school system that acts for the school."""
    sight = for_school(cast.schools[school].id)
    return Actor(kind=ActorKind.SYSTEM, id="mis-1", door=Door.API, sight=sight, scopes=scopes)


def sent(
    cast: Cast,
    content: bytes | BinaryIO,
    name: str = "file.ndjson",
    *,
    school: str = "arbroath",
    by: Actor | None = None,
    **how: Any,
) -> FileTaken:
    """Let a school send a file; nobody in it is protected unless said otherwise."""
    return take_file(
        io.BytesIO(content) if isinstance(content, bytes) else content,
        name=name,
        school=cast.schools[school],
        by=by or office(cast, school),
        clock=FixedClock(cast.now),
        keyring=KEYRING,
        **{"protection": Protection.NOT_PROTECTED} | how,
    )


def lines(cast: Cast, *given: Any, **how: Any) -> list[Line]:
    """Let a school send a file, and return what is told of each item."""
    return list(sent(cast, *given, **how).lines)


def _rows(cast: Cast, pupils: Sequence[dict[str, Any]]) -> list[list[str]]:
    to = cast.ref("selkirk")
    rows = [
        [
            each["surname"],
            each["forename"],
            str(each["born"]),
            each["sex"],
            each["scn"],
            each["stage"],
            LEFT.strftime("%d/%m/%Y"),
            "01",
            to["seed"],
            to["type"],
        ]
        for each in pupils
    ]
    return [list(HEADINGS), *rows]
