"""One transfer, from the side of the authority's own school."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from onward.operations.reading import view_joiner, view_leaver
from onward.operations.reading.joiners import JoinerNotFound
from onward.operations.reading.leavers import LeaverNotFound
from onward.web.authority.own_schools import register_for
from onward.web.authority.transfer_pages import joiner_page, leaver_page
from onward.web.rendering import render
from onward.web.seat import PageRequest


@require_GET
def leaver(request: PageRequest, leaver: UUID) -> HttpResponse:
    """Show one pupil who left."""
    try:
        found = view_leaver(leaver, by=request.seat.actor, now=request.now)
    except LeaverNotFound as error:
        raise Http404 from error
    page = leaver_page(found, register_for(request), request.seat.permissions)
    return render(request, "authority/transfer.html", page)


@require_GET
def joiner(request: PageRequest, joiner: UUID) -> HttpResponse:
    """Show one pupil who is expected, or who came."""
    try:
        found = view_joiner(joiner, by=request.seat.actor, now=request.now)
    except JoinerNotFound as error:
        raise Http404 from error
    page = joiner_page(found, register_for(request), request.seat.permissions)
    return render(request, "authority/transfer.html", page)
