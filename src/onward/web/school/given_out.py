"""A list as a file that leaves the service. It carries who took it and when; the audit has it too."""

from collections.abc import Iterator

from django.http import StreamingHttpResponse

from onward.formats.lists.safe_csv import csv_lines
from onward.web.seat import PageRequest
from onward.web.wording import moment


def given_out(request: PageRequest, name: str, rows: Iterator[tuple[str, ...]]) -> StreamingHttpResponse:
    """Answer with a CSV file of these rows; its last line says who took it, when, and as what."""
    lines = (each.encode() for each in csv_lines(_signed(request, rows)))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def _signed(request: PageRequest, rows: Iterator[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    yield from rows
    taken = f"Taken by {request.seat.person_name} on {moment(request.now)}, reference {request.request_id}."
    yield (f"{taken} Delete this file when it is of no more use.",)
