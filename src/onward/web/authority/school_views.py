"""The authority's schools, one school, and the mail of closed ones."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from onward.operations.reading.schools import gone_on, list_schools, view_school
from onward.web.authority.school_pages import closed_page, school_page, schools_page
from onward.web.rendering import render
from onward.web.seat import PageRequest


@require_GET
def schools(request: PageRequest) -> HttpResponse:
    """Show all schools, those first that do not report or do not collect."""
    found = list_schools(by=request.seat.actor, now=request.now)
    return render(request, "authority/schools.html", schools_page(found, request.now))


@require_GET
def school(request: PageRequest, school: int) -> HttpResponse:
    """Show one school."""
    found = view_school(school, by=request.seat.actor, now=request.now)
    return render(request, "authority/school.html", school_page(found, request.now))


@require_GET
def closed_schools(request: PageRequest) -> HttpResponse:
    """Show where the mail of closed schools goes."""
    found = list_schools(by=request.seat.actor, now=request.now)
    page = closed_page(found, gone_on(by=request.seat.actor))
    return render(request, "authority/closed_schools.html", page)
