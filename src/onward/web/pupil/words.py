"""The words of the pages about one pupil."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from onward.directory.register import Register
from onward.operations.reading.pupil_looks import LookSeen
from onward.web.components import Column, Row
from onward.web.directory import name_of
from onward.web.wording import moment

SEXES: Final[Mapping[str, str]] = MappingProxyType({"F": "Female", "M": "Male", "U": "Not known"})

_AGREEING: Final = {
    "scn": "SCN",
    "upn": "UPN",
    "surname": "last name",
    "forename": "first name",
    "born": "date of birth",
    "sex": "sex",
}

SENT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "departure": "Departure told",
        "record": "Record sent",
        "arrival": "Arrival told",
        "no-arrival": "Said that the pupil is not there",
        "redirect": "Destination named",
        "withdrawal": "Departure taken back",
        "confirmation": "Confirmed what became of the pupil",
        "report": "Report",
    }
)

MOVES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "confirm_arrival": "Arrived",
        "place": "Destination found",
        "redirect": "Sent to another destination",
        "send_outside": "Goes outside the network",
        "report_no_arrival": "Did not arrive",
        "hand_over": "Handed to the school's successor",
        "lose_place": "Destination lost",
        "raise_alarm": "Alarm raised",
        "open_case": "Case opened",
        "confirm_outside": "Confirmed outside the network",
        "end": "Ended",
        "withdraw": "Taken back",
    }
)

LOOK_COLUMNS: Final = tuple(Column(text=text) for text in ("When", "Who", "What they did", "Why"))

_ACTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "view_pupil": "Looked at the pupil's page",
        "view_leaver": "Looked at the leaver",
        "view_joiner": "Looked at the joiner",
        "view_alarm": "Looked at the alarm",
        "export_leaver": "Took out the transfer file",
    }
)


def matched(given: Sequence[str]) -> str:
    """Return what agrees, in words: all that was given does."""
    words = [_AGREEING[each] for each in given]
    text = ", ".join(words[:-1]) + (" and " if len(words) > 1 else "") + words[-1] if words else ""
    return f"Same {text}" if text else ""


def sentence(code: str, words: Mapping[str, str]) -> str:
    """Return the words for a code; of one that has none, the code as a text."""
    return words.get(code, code.replace("_", " ").replace("-", " ").capitalize())


def look_rows(looks: Sequence[LookSeen], register: Register, *, own_reason: str) -> list[Row]:
    """Return the rows of the table of looks. `own_reason` stands where no reason had to be given."""
    return [
        Row(
            cells=(
                moment(each.at),
                _who(each, register),
                sentence(each.act, _ACTS),
                each.reason or own_reason,
            )
        )
        for each in looks
    ]


def _who(look: LookSeen, register: Register) -> str:
    school = name_of(look.school_id, register)
    if look.is_system:
        return f"A system of {school}" if school else "A system"
    if look.name:
        return look.name
    return f"Somebody at {school}" if school else "Somebody at another organisation"
