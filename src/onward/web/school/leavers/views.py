"""The list of leavers, its export, and one leaver."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from onward.foundation.clock import today_in_scotland
from onward.operations.reading import export_leavers, page_of_leavers
from onward.operations.reading.leaver_pages import view_journey
from onward.operations.reading.leavers import LeaverNotFound
from onward.web.directory import register_for
from onward.web.rendering import render
from onward.web.school.leavers.journey import journey_page
from onward.web.school.leavers.listing import asked_for, export_lines, leavers_page
from onward.web.seat import PageRequest


@require_GET
def leavers(request: PageRequest) -> HttpResponse:
    """Show a page of the leavers."""
    asked, register = asked_for(request.GET), register_for(request)
    found = page_of_leavers(
        by=request.seat.actor,
        now=request.now,
        place=asked.place,
        standings=asked.standings,
    )
    return render(
        request,
        "school/leavers.html",
        leavers_page(
            found, asked, seat=request.seat, register=register, today=today_in_scotland(request.now)
        ),
    )


@require_GET
def export(request: PageRequest) -> HttpResponseBase:
    """Give out the list as CSV; every row of it is in the audit."""
    asked, register = asked_for(request.GET), register_for(request)
    rows = export_leavers(by=request.seat.actor, now=request.now, standings=asked.standings)
    answer = StreamingHttpResponse(export_lines(rows, register), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="leavers-{request.now:%Y-%m-%d}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_GET
def leaver(request: PageRequest, leaver_id: UUID) -> HttpResponse:
    """Show one leaver."""
    register = register_for(request)
    try:
        found = view_journey(leaver_id, by=request.seat.actor, now=request.now)
    except LeaverNotFound as error:
        raise Http404 from error
    today = today_in_scotland(request.now)
    shown = journey_page(found, seat=request.seat, register=register, today=today)
    return render(request, "school/leaver.html", shown)
