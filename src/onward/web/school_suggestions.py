"""Schools for whoever types the name of one: open data of the directory, a few at a time."""

from django.http import JsonResponse
from django.urls import URLPattern
from django.views.decorators.http import require_GET

from onward.access.roles import Permission
from onward.foundation.clock import today_in_scotland
from onward.web.directory import register_for
from onward.web.finding import MOST_FOUND, find_schools, suggestions
from onward.web.routing import page
from onward.web.seat import PageRequest

SHORTEST = 2
LONGEST = 100


@require_GET
def found(request: PageRequest) -> JsonResponse:
    """Answer with the schools in which all words occur; nothing for a single letter."""
    words, register = request.GET.get("words", "")[:LONGEST].strip(), register_for(request)
    own = request.seat.organisation.school_id
    schools = (
        find_schools(words, register, on=today_in_scotland(request.now), but=own)
        if len(words) >= SHORTEST
        else []
    )
    return JsonResponse({"schools": suggestions(schools, register), "has_more": len(schools) == MOST_FOUND})


ADDRESSES: list[URLPattern] = [
    page(
        "schools/found",
        found,
        name="found_schools",
        needs=(Permission.TELL_DEPARTURES, Permission.CONFIRM_ARRIVALS, Permission.CHASE_TRANSFERS),
    )
]
