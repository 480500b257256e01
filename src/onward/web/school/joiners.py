"""The pupils who come to the school: the list, its export, and one of them."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from onward.foundation.clock import today_in_scotland
from onward.operations.reading.newcomers import Group, export_newcomers, list_newcomers, view_newcomer
from onward.web.paging import place_in
from onward.web.rendering import render
from onward.web.school.given_out import given_out
from onward.web.school.joiner_page import joiner_page
from onward.web.school.joiners_export import exported
from onward.web.school.joiners_list import STAGES, joiners_page
from onward.web.seat import PageRequest

PAGE = 50


@require_safe
def joiners(request: PageRequest) -> HttpResponse:
    """Show who is expected, overdue first, or another group of those who come."""
    group, stage = _narrowed(request)
    found = list_newcomers(
        group=group, stage=stage, place=place_in(request.GET, PAGE), by=request.seat.actor, now=request.now
    )
    page = joiners_page(found, group=group, stage=stage, today=today_in_scotland(request.now))
    return render(request, "school/joiners.html", page)


@require_safe
def export(request: PageRequest) -> StreamingHttpResponse:
    """Give the list out as CSV. Its last line says who took it, when, and under which reference."""
    group, stage = _narrowed(request)
    rows = export_newcomers(group=group, stage=stage, by=request.seat.actor, now=request.now)
    return given_out(request, f"joiners-{group.value}", exported(rows))


@require_safe
def joiner(request: PageRequest, joiner_id: UUID) -> HttpResponse:
    """Show one pupil who comes: what is known, what happened, what happens next, and what can be done."""
    found = view_newcomer(joiner_id, by=request.seat.actor, now=request.now)
    page = joiner_page(found, today=today_in_scotland(request.now), notice_times=settings.ONWARD.notice_times)
    return render(request, "school/joiner.html", page)


def _narrowed(request: HttpRequest) -> tuple[Group, str]:
    group, stage = request.GET.get("group", ""), request.GET.get("stage", "")
    known = {each.value for each in Group}
    return (Group(group) if group in known else Group.EXPECTED), (stage if stage in STAGES else "")
