"""The list of leavers, its export, and one leaver."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET

from onward.foundation.clock import today_in_scotland
from onward.operations.reading import export_leavers, page_of_leavers
from onward.operations.reading.leaver_pages import LeaverJourney, view_journey
from onward.operations.reading.looks import note_print
from onward.web.directory import register_for
from onward.web.given_out import given_out
from onward.web.printing.answering import pdf_answer
from onward.web.rendering import render
from onward.web.school.leavers.filters import LeaverFilters
from onward.web.school.leavers.journey import JourneyPage, journey_page
from onward.web.school.leavers.listing import exported, leavers_page
from onward.web.school.sheets import leaver_sheet
from onward.web.seat import PageRequest


@require_GET
def leavers(request: PageRequest) -> HttpResponse:
    """Show a page of the leavers."""
    today, register = today_in_scotland(request.now), register_for(request)
    form = LeaverFilters(request.GET, today=today)
    found = page_of_leavers(form.wanted(), by=request.seat.actor, now=request.now, place=form.place)
    page = leavers_page(found, form, seat=request.seat, register=register, today=today)
    return render(request, "school/leavers.html", page)


@require_GET
def export(request: PageRequest) -> HttpResponseBase:
    """Give out the list as CSV; every row of it is in the audit."""
    form = LeaverFilters(request.GET, today=today_in_scotland(request.now))
    rows = export_leavers(form.wanted(), by=request.seat.actor, now=request.now)
    register = register_for(request)
    return given_out(request, "leavers", exported(rows, register))


@require_GET
def leaver(request: PageRequest, leaver_id: UUID) -> HttpResponse:
    """Show one leaver."""
    _, page = _journey(request, leaver_id)
    return render(request, "school/leaver.html", page)


@require_GET
def leaver_as_pdf(request: PageRequest, leaver_id: UUID) -> HttpResponse:
    """Give out the page of one leaver, to print or to keep."""
    found, page = _journey(request, leaver_id)
    shielded = found.leaver.leaver.is_shielded
    note_print("leaver", leaver_id, shielded=shielded, by=request.seat.actor, now=request.now)
    return pdf_answer(request, leaver_sheet(page), name=f"leaver-{leaver_id}")


def _journey(request: PageRequest, leaver_id: UUID) -> tuple[LeaverJourney, JourneyPage]:
    register, today = register_for(request), today_in_scotland(request.now)
    found = view_journey(leaver_id, by=request.seat.actor, now=request.now)
    return found, journey_page(found, seat=request.seat, register=register, today=today)
