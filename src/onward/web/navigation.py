"""The entries of the navigation, in order, for each seat those that it may open."""

from dataclasses import dataclass

from django.urls import reverse

from onward.web.routing import ROUTES
from onward.web.seat import PageRequest

ENTRIES: tuple[tuple[str, str], ...] = (
    ("home", "Home"),
    ("worklist", "Worklist"),
    ("leavers", "Leavers"),
    ("joiners", "Joiners"),
    ("mailbox", "Mailbox"),
    ("authority_out", "Transfers"),
    ("authority_alarms", "Alarms"),
    ("authority_schools", "Schools"),
    ("country", "Country"),
    ("directory", "Directory"),
    ("policies", "Policies"),
    ("calendars", "Calendars"),
    ("pupils", "Find a pupil"),
    ("national_pupils", "Find a pupil"),
    ("people", "People"),
    ("systems", "Systems"),
    ("audit", "Audit"),
    ("job_queue", "Jobs"),
    ("emails", "E-mails"),
)
"""Name of the route, and its text. An entry is shown where the route may be opened."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One link of the navigation."""

    text: str
    href: str
    is_current: bool


def navigation(request: PageRequest) -> list[Entry]:
    """Return the links for whoever asks; the current one is that whose address the page's begins with."""
    is_open = {route.name: route.is_open_to(request.seat) for route in ROUTES}
    found = [(text, reverse(name)) for name, text in ENTRIES if is_open[name]]
    return [Entry(text=text, href=href, is_current=_is_in(request.path, href)) for text, href in found]


def _is_in(path: str, href: str) -> bool:
    return path == href or (href != "/" and path.startswith(href))
