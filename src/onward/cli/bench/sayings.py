"""What the measured schools say: invented pupils, and departures, records and arrivals about them.

Everything follows from a pupil's number, so that nothing is held between making a body and sending it.
"""

from datetime import date, timedelta
from typing import Any

from onward.foundation.identifiers import scn

_NAMES = ("Ailsa", "Blair", "Catriona", "Duncan", "Eilidh", "Fergus", "Greer", "Hamish", "Iona", "Jamie")
_SYLLABLES = ("mac", "ban", "dor", "el", "fin", "gar", "kil", "lorn", "mur", "ross")
_FIRST_BORN = date(2012, 3, 1)
_SUBJECTS = ("Literacy", "Numeracy", "Health and wellbeing", "Expressive arts", "Sciences", "Technologies")
_TYPICAL_BYTES = 236
_REMARK = "Works with care, asks good questions, and explains to others how an answer was found. "


def pupil(number: int) -> dict[str, Any]:
    """Return the invented pupil of a number."""
    return {
        "surname": _surname(number),
        "forename": _NAMES[number % len(_NAMES)],
        "born": (_FIRST_BORN + timedelta(days=number % 2000)).isoformat(),
        "sex": "FM"[number % 2],
        "scn": _scn(number),
        "stage": "P6",
    }


def record(*, about_bytes: int) -> dict[str, Any]:
    """Return a pupil's record of about this size when written as JSON: assessments with remarks."""
    assessments = [_assessment(each) for each in range(about_bytes // _TYPICAL_BYTES)]
    return {"core": {"assessments": assessments}}


def departure(number: int, *, to: tuple[str, str], on: date) -> dict[str, Any]:
    """Return a departure without its record, to a school named by SEED code and type."""
    return {
        "kind": "departure",
        "pupil": pupil(number),
        "leaving_on": on.isoformat(),
        "reason": "01",
        "destination": {"seed": to[0], "type": to[1]},
        "protection": "not-protected",
    }


def further_record(number: int, *, record: dict[str, Any]) -> dict[str, Any]:
    """Return a record that follows a departure, for a pupil named by their details."""
    return {"kind": "record", "pupil": pupil(number), "record": record}


def arrival(number: int, *, on: date) -> dict[str, Any]:
    """Return the arrival of a pupil who is named by their details."""
    return {
        "kind": "arrival",
        "pupil": pupil(number),
        "arrived_on": on.isoformat(),
        "protection": "not-protected",
    }


def _surname(number: int) -> str:
    return "".join(_SYLLABLES[int(digit)] for digit in str(number)).capitalize()


def _scn(number: int) -> str:
    """Return a valid number of this pupil's own: of ten bodies at most one cannot exist."""
    body = 10_000_000 + number * 10
    while scn.check_digit(str(body)) is None:
        body += 1
    return scn.make(str(body))


def _assessment(number: int) -> dict[str, Any]:
    return {
        "subject": _SUBJECTS[number % len(_SUBJECTS)],
        "year": 2019 + number % 6,
        "level": ("Early", "First", "Second")[number % 3],
        "achieved": number % 4 != 0,
        "score": 40 + number * 7 % 60,
        "remark": _REMARK * (1 + number % 2),
    }
