"""The board as a file for a spreadsheet."""

from collections.abc import Sequence

from django.http import StreamingHttpResponse

from onward.operations.reading.board import InRow, OutRow
from onward.web.authority import words
from onward.web.given_out import given_out
from onward.web.seat import PageRequest

_OUT = ("Surname", "Forename", "Stage", "School", "Last day", "Reason", "Going to", "Where it stands")
_IN = (
    "Surname",
    "Forename",
    "Stage",
    "School",
    "Expected from",
    "To answer by",
    "Arrived",
    "Where it stands",
)


def out_file(rows: Sequence[OutRow], request: PageRequest) -> StreamingHttpResponse:
    """Return the leavers as a file."""
    lines = [
        (
            each.surname,
            each.forename,
            each.stage,
            each.school_name,
            each.leaving_on.isoformat() if each.leaving_on else "",
            words.reason_words(each.reason),
            each.going_to,
            words.OUT[each.standing].text,
        )
        for each in rows
    ]
    return given_out(request, "transfers-out", [_OUT, *lines])


def in_file(rows: Sequence[InRow], request: PageRequest) -> StreamingHttpResponse:
    """Return the joiners as a file."""
    lines = [
        (
            each.surname,
            each.forename,
            each.stage,
            each.school_name,
            each.expected_from.isoformat(),
            each.due_on.isoformat() if each.due_on else "",
            each.arrived_on.isoformat() if each.arrived_on else "",
            (words.LATE if each.is_overdue else words.IN[each.standing]).text,
        )
        for each in rows
    ]
    return given_out(request, "transfers-in", [_IN, *lines])
