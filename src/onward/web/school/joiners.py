"""The pupils who come to the school: the list, its export, and one of them."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from onward.formats.lists.safe_csv import csv_lines
from onward.foundation.clock import today_in_scotland
from onward.operations.reading.newcomers import Group, export_newcomers, list_newcomers, view_newcomer
from onward.operations.reading.windows import Place
from onward.web.rendering import render
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
        group=group, stage=stage, place=place_in(request, PAGE), by=request.seat.actor, now=request.now
    )
    page = joiners_page(found, group=group, stage=stage, today=today_in_scotland(request.now))
    return render(request, "school/joiners.html", page)


@require_safe
def export(request: PageRequest) -> StreamingHttpResponse:
    """Give the list out as CSV. Its last line says who took it, when, and under which reference."""
    group, stage = _narrowed(request)
    rows = export_newcomers(group=group, stage=stage, by=request.seat.actor, now=request.now)
    lines = csv_lines(
        exported(rows, by=request.seat.person_name, at=request.now, reference=request.request_id)
    )
    answer = StreamingHttpResponse((each.encode() for each in lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="joiners-{group.value}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def joiner(request: PageRequest, joiner_id: UUID) -> HttpResponse:
    """Show one pupil who comes: what is known, what happened, what happens next, and what can be done."""
    found = view_newcomer(joiner_id, by=request.seat.actor, now=request.now)
    page = joiner_page(found, today=today_in_scotland(request.now), notice_times=settings.ONWARD.notice_times)
    return render(request, "school/joiner.html", page)


def place_in(request: HttpRequest, limit: int) -> Place:
    """Return the window that an address asks for. What is no identifier is passed over."""
    return Place(limit=limit, after=_id(request, "after"), before=_id(request, "before"))


def _narrowed(request: HttpRequest) -> tuple[Group, str]:
    group, stage = request.GET.get("group", ""), request.GET.get("stage", "")
    known = {each.value for each in Group}
    return (Group(group) if group in known else Group.EXPECTED), (stage if stage in STAGES else "")


def _id(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(request.GET[name]) if name in request.GET else None
    except ValueError:
        return None
