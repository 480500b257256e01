"""One transfer, from the side of the authority's own school."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from onward.operations.reading import view_joiner, view_leaver
from onward.web.authority.own_schools import register_for
from onward.web.authority.transfer_pages import joiner_page, leaver_page
from onward.web.rendering import render
from onward.web.seat import PageRequest


@require_GET
def leaver(request: PageRequest, leaver: UUID) -> HttpResponse:
    """Show one pupil who left."""
    found = view_leaver(leaver, by=request.seat.actor, now=request.now)
    page = leaver_page(found, register_for(request), request.seat.permissions)
    return render(request, "authority/transfer.html", page)


@require_GET
def joiner(request: PageRequest, joiner: UUID) -> HttpResponse:
    """Show one pupil who is expected, or who came."""
    found = view_joiner(joiner, by=request.seat.actor, now=request.now)
    page = joiner_page(found, register_for(request), request.seat.permissions)
    return render(request, "authority/transfer.html", page)
