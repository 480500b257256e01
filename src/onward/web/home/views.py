"""The first page, and the change between one's own seats."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from onward.access.roles import ADMINISTRATOR, Held, Permission
from onward.access.staff import reviews_due, staff_of
from onward.emails.bounces import bounces_of
from onward.operations.reading.alarms import count_alarms
from onward.operations.reading.needs import needs_of_authority, needs_of_school
from onward.web.administration.health import things_to_look_at
from onward.web.components import Count
from onward.web.home.pages import HomePage, authority_home, school_home
from onward.web.home.role_pages import role_page
from onward.web.rendering import render
from onward.web.seat import PageRequest, take_seat


@require_GET
def home(request: PageRequest) -> HttpResponse:
    """Show what needs the person now."""
    page = _page(request)
    if page is None:
        return render(request, "home/role.html", role_page(request.seat, _counts(request)))
    return render(request, "home/home.html", page)


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


def _counts(request: PageRequest) -> list[Count]:
    """Return what needs somebody who administers people, or runs the service."""
    seat, by, now = request.seat, request.seat.actor, request.now
    counts = []
    if Permission.ADMINISTER_PEOPLE in seat.permissions:
        people = [each.person_id for each in staff_of(seat.organisation, by=by, now=now)]
        counts.append(_count(len(bounces_of(people)), "people whose e-mail comes back", "people"))
    if seat.role == ADMINISTRATOR:
        is_due = seat.organisation in reviews_due(now=now)
        counts.append(_count(int(is_due), "reviews of access due", "review_access"))
    if Permission.RUN_SERVICE in seat.permissions:
        counts.append(
            _count(things_to_look_at(request), "things of the service to look at", "service_health")
        )
    return counts


def _count(number: int, text: str, name: str) -> Count:
    return Count(number=number, text=text, href=reverse(name), tone="attention" if number else "neutral")
