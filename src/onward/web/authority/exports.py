"""The board as a file for a spreadsheet. It says who took it out, when, and under which reference."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from onward.formats.lists.safe_csv import csv_lines
from onward.operations.reading.board import InRow, OutRow
from onward.web.authority import words
from onward.web.seat import PageRequest
from onward.web.wording import moment

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


def out_file(rows: Sequence[OutRow], request: PageRequest) -> HttpResponse:
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
    return _file("transfers-out", _OUT, lines, request)


def in_file(rows: Sequence[InRow], request: PageRequest) -> HttpResponse:
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
    return _file("transfers-in", _IN, lines, request)


def _file(
    name: str, heads: Sequence[str], lines: Iterable[Sequence[str]], request: PageRequest
) -> HttpResponse:
    taken_out = (f"Taken out by {request.seat.person_name} on {moment(request.now)}", request.request_id)
    content = "".join(csv_lines([heads, *lines, taken_out]))
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{request.now:%Y-%m-%d}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer
