"""The authority's schools, one school, and the mail of closed ones."""

from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET

from onward.operations.reading.looks import note_export
from onward.operations.reading.schools import gone_on, list_schools, view_school
from onward.web.authority.school_pages import ClosedPage, closed_page, school_page, schools_page
from onward.web.given_out import given_out, listed
from onward.web.rendering import render
from onward.web.seat import PageRequest


@require_GET
def schools(request: PageRequest) -> HttpResponse:
    """Show all schools, those first that do not report or do not collect."""
    found = list_schools(by=request.seat.actor, now=request.now)
    return render(request, "authority/schools.html", schools_page(found, request.now))


@require_GET
def schools_file(request: PageRequest) -> StreamingHttpResponse:
    """Give out the list of schools."""
    page = schools_page(list_schools(by=request.seat.actor, now=request.now), request.now)
    rows = [*page.attention, *page.others]
    note_export("schools", len(rows), by=request.seat.actor, now=request.now)
    return given_out(request, "schools", listed(page.columns, rows))


@require_GET
def school(request: PageRequest, school: int) -> HttpResponse:
    """Show one school."""
    found = view_school(school, by=request.seat.actor, now=request.now)
    return render(request, "authority/school.html", school_page(found, request.now))


@require_GET
def closed_schools(request: PageRequest) -> HttpResponse:
    """Show where the mail of closed schools goes."""
    return render(request, "authority/closed_schools.html", _closed(request))


@require_GET
def closed_schools_file(request: PageRequest) -> StreamingHttpResponse:
    """Give out the list of closed schools."""
    page = _closed(request)
    note_export("closed-schools", len(page.rows), by=request.seat.actor, now=request.now)
    return given_out(request, "closed-schools", listed(page.columns, page.rows))


def _closed(request: PageRequest) -> ClosedPage:
    found = list_schools(by=request.seat.actor, now=request.now)
    return closed_page(found, gone_on(by=request.seat.actor))
