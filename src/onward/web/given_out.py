"""A list as a file that leaves the service. It carries who took it and when; the audit has it too.

There is one way for all lists: `given_out` makes the file of rows, and `listed` makes the rows of what a page
shows, so that a file never tells more than the page.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.http import HttpResponse, StreamingHttpResponse

from onward.formats.lists.safe_csv import csv_lines
from onward.formats.lists.safe_xlsx import xlsx_pieces
from onward.foundation.clock import today_in_scotland
from onward.operations.reading.looks import note_export
from onward.web.components import Cell, Column, Row
from onward.web.plain_pages import Listing, PlainPage
from onward.web.rendering import render
from onward.web.seat import PageRequest
from onward.web.wording import moment

CSV: Final = "csv"
XLSX: Final = "xlsx"
MOST: Final = 10_000
"""How many rows of a list are given out at once."""

_TYPES: Final = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ACTIONS: Final = frozenset({"Change", "Proof", "What you can do"})
"""Columns that hold nothing but ways to act."""


def wants_file(request: PageRequest) -> bool:
    """Say whether a page is asked for as a file."""
    return request.GET.get("as", "") in _TYPES


def given_out(request: PageRequest, name: str, rows: Iterable[Sequence[str]]) -> StreamingHttpResponse:
    """Answer with these rows as CSV, or as a workbook where the address says so.

    The last line says who took it, when, and under which reference.
    """
    form = XLSX if request.GET.get("as") == XLSX else CSV
    signed = _signed(request, rows)
    pieces = xlsx_pieces(signed) if form == XLSX else (each.encode() for each in csv_lines(signed))
    answer = StreamingHttpResponse(pieces, content_type=_TYPES[form])
    answer["Content-Disposition"] = (
        f'attachment; filename="{name}-{today_in_scotland(request.now):%Y-%m-%d}.{form}"'
    )
    answer["Cache-Control"] = "no-store"
    return answer


def listed(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[tuple[str, ...]]:
    """Yield the headings and the rows of a table as its page shows them, without what one can press."""
    kept = [place for place, column in enumerate(columns) if column.text not in _ACTIONS]
    yield tuple(columns[place].text for place in kept)
    for row in rows:
        yield tuple(_text(row.cells[place]) for place in kept)


def plain_answer(
    request: PageRequest, page: PlainPage, *, template: str = "plain/page.html", status: int = 200
) -> HttpResponse | StreamingHttpResponse:
    """Answer with a page, or with that one of its lists that the address asks for as a file."""
    return listing_file(request, page.listings) or render(request, template, page, status=status)


def listing_file(request: PageRequest, listings: Iterable[Listing]) -> StreamingHttpResponse | None:
    """Return the file of the list that the address asks for; None: it asks for the page."""
    if not wants_file(request):
        return None
    for each in listings:
        if each.file and each.file == request.GET.get("list"):
            note_export(each.file, len(each.rows), by=request.seat.actor, now=request.now)
            return given_out(request, each.file, listed(each.columns, each.rows))
    return None


def _text(cell: Cell | str) -> str:
    if isinstance(cell, str):
        return cell
    return "; ".join(each for each in (cell.text, cell.hint, *(tag.text for tag in cell.tags)) if each)


def _signed(request: PageRequest, rows: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    yield from rows
    taken = f"Taken by {request.seat.person_name} on {moment(request.now)}, reference {request.request_id}."
    yield (f"{taken} Delete this file when it is of no more use.",)
