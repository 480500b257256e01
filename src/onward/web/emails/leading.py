"""Where the links of reminders lead: to the list that was counted, in the seat that it concerns."""

from collections.abc import Mapping
from types import MappingProxyType

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from onward.access.seats import SeatFact
from onward.web.components import Link
from onward.web.plain_pages import Question
from onward.web.rendering import render
from onward.web.seat import PageRequest, take_seat

LISTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "school-alarms": ("worklist", ""),
        "s2s-alarms": ("authority_alarms", "?level=s2s"),
        "cme-alarms": ("authority_alarms", "?level=cme"),
        "school-joiners": ("joiners", "?group=overdue"),
        "authority-joiners": ("authority_in", "?standing=overdue"),
        "school-destinations": ("leavers", "?standing=needs_destination"),
        "school-deadlines": ("leavers", "?standing=overdue"),
        "authority-deadlines": ("authority_out", "?standing=overdue"),
        "school-records": ("mailbox", ""),
        "authority-records": ("authority_schools", ""),
        "school-review": ("review_access", ""),
        "authority-review": ("review_access", ""),
    }
)
"""By the name of the matter: the route of the list that it counts, and how it is narrowed."""


@require_http_methods(["GET", "POST"])
def reminder(request: PageRequest, membership_id: int, matter: str) -> HttpResponse:
    """Go to the list of a reminder; where it concerns another of one's seats, ask before it is taken."""
    if matter not in LISTS:
        raise Http404
    name, query = LISTS[matter]
    seat = request.seat
    other = next((each for each in seat.others if each.membership_id == membership_id), None)
    if other is None and membership_id != seat.membership_id:
        raise Http404
    if other is not None and request.method == "GET":
        return render(request, "plain/question.html", _question(other))
    if other is not None:
        take_seat(request, membership_id)
    return redirect(reverse(name) + query)


def _question(other: SeatFact) -> Question:
    where = f", {other.organisation_name}" if other.organisation_name else ""
    return Question(
        title="This concerns another of your roles",
        text=f"The reminder is for you as {other.role.title}{where}.",
        action="Change to it and go on",
        cancel=Link(text="Stay as I am", href=reverse("home")),
    )
