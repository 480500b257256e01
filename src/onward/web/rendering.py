"""Render a page for somebody who has signed in, from a frozen presenter."""

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.template.loader import render_to_string

from onward.web.navigation import navigation, section_of
from onward.web.seat import PageRequest


def render(request: PageRequest, template: str, page: object, *, status: int = 200) -> HttpResponse:
    """Return a page: `page` is what its template shows; seat, navigation and messages are added."""
    entries = navigation(request)
    context = {
        "page": page,
        "seat": request.seat,
        "nav": entries,
        "section": section_of(entries),
        "flashes": list(get_messages(request)),
        "is_demo": settings.ONWARD.demo,
        "session_lasts": settings.SESSION_COOKIE_AGE,
    }
    return HttpResponse(render_to_string(template, context, request=request), status=status)
