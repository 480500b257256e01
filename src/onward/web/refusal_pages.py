"""The pages for what cannot be answered. They say what to do next, and nothing of what was asked for."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """What such a page says. `reference` finds the failure in the log."""

    title: str
    text: str
    reference: str = ""


_NOT_FOUND = Refusal(
    title="There is no such page",
    text="It may have moved, or it is not for your role. Go back to the first page and look from there.",
)
_BAD_REQUEST = Refusal(title="That could not be read", text="Go back to the first page and try again.")
_TOO_OLD = Refusal(
    title="This page was open for too long",
    text="Nothing was sent. Go back, load the page again, and send it once more.",
)


def not_found(request: HttpRequest) -> HttpResponse:
    """Answer for a page that is not there, or may not be seen."""
    return _page(request, _NOT_FOUND, status=404)


def bad_request(request: HttpRequest) -> HttpResponse:
    """Answer a request that the framework itself refused."""
    return _page(request, _BAD_REQUEST, status=400)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that does not come from a page of ours, or from one that is too old."""
    return _page(request, _TOO_OLD, status=403)


def our_fault(request: HttpRequest) -> HttpResponse:
    """Answer for a failure that nobody foresaw."""
    refusal = Refusal(
        title="Something went wrong here",
        text="It is noted, and nothing was half done. Try again in a moment; if it goes on, tell us.",
        reference=getattr(request, "request_id", ""),
    )
    return _page(request, refusal, status=500)


def _page(request: HttpRequest, refusal: Refusal, *, status: int) -> HttpResponse:
    return HttpResponse(render_to_string("refusal.html", {"page": refusal}), status=status)
