"""One transfer, from the side of the authority's own school: as a page, and as a document to print."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from onward.operations.reading import view_joiner, view_leaver
from onward.operations.reading.looks import note_print
from onward.web.authority.own_schools import register_for
from onward.web.authority.sheets import transfer_sheet
from onward.web.authority.transfer_pages import TransferPage, joiner_page, leaver_page
from onward.web.printing.answering import pdf_answer
from onward.web.rendering import render
from onward.web.seat import PageRequest


@require_GET
def leaver(request: PageRequest, leaver: UUID) -> HttpResponse:
    """Show one pupil who left."""
    return render(request, "authority/transfer.html", _leaver(request, leaver))


@require_GET
def joiner(request: PageRequest, joiner: UUID) -> HttpResponse:
    """Show one pupil who is expected, or who came."""
    return render(request, "authority/transfer.html", _joiner(request, joiner))


@require_GET
def leaver_as_pdf(request: PageRequest, leaver: UUID) -> HttpResponse:
    """Give out the page of one pupil who left, to print or to keep."""
    return _printed(request, _leaver(request, leaver), "leaver", leaver)


@require_GET
def joiner_as_pdf(request: PageRequest, joiner: UUID) -> HttpResponse:
    """Give out the page of one pupil who is expected, or who came, to print or to keep."""
    return _printed(request, _joiner(request, joiner), "joiner", joiner)


def _leaver(request: PageRequest, leaver: UUID) -> TransferPage:
    found = view_leaver(leaver, by=request.seat.actor, now=request.now)
    return leaver_page(found, register_for(request), request.seat.permissions)


def _joiner(request: PageRequest, joiner: UUID) -> TransferPage:
    found = view_joiner(joiner, by=request.seat.actor, now=request.now)
    return joiner_page(found, register_for(request), request.seat.permissions)


def _printed(request: PageRequest, page: TransferPage, kind: str, face: UUID) -> HttpResponse:
    note_print(kind, face, shielded=page.is_protected, by=request.seat.actor, now=request.now)
    return pdf_answer(request, transfer_sheet(page), name=f"{kind}-{face}")
