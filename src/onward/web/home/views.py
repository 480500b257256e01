"""The first page, and the change between one's own seats."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from onward.access.roles import Held, Permission
from onward.operations.reading.alarms import count_alarms
from onward.operations.reading.needs import needs_of_authority, needs_of_school
from onward.web.home.pages import HomePage, authority_home, school_home
from onward.web.rendering import render
from onward.web.seat import PageRequest, take_seat


@require_GET
def home(request: PageRequest) -> HttpResponse:
    """Show what needs the person now."""
    return render(request, "home/home.html", _page(request))


@require_POST
def change_seat(request: PageRequest) -> HttpResponse:
    """Take another of one's own seats."""
    chosen = request.POST.get("seat", "")
    if not chosen.isdigit() or not take_seat(request, int(chosen)):
        raise Http404
    return redirect("home")


def _page(request: PageRequest) -> HomePage | None:
    seat, by, now = request.seat, request.seat.actor, request.now
    if seat.organisation.held is Held.SCHOOL and Permission.SEE_OWN_PUPILS in seat.permissions:
        return school_home(needs_of_school(by=by, now=now))
    if seat.organisation.held is Held.AUTHORITY and Permission.SEE_TRANSFERS in seat.permissions:
        return authority_home(needs_of_authority(by=by, now=now), count_alarms(by=by, now=now))
    return None
