"""The entries of the navigation, in order, for each seat those that it may open.

A section gathers pages that one looks after together. Its entry leads to the first of them that the seat may
open, and all of them are linked on each: nobody has more than seven entries to choose from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from onward.web.components import Link
from onward.web.routing import ROUTES
from onward.web.seat import PageRequest

Pages = tuple[tuple[str, str], ...]
"""Names of routes, each with its text."""

ENTRIES: Sequence[tuple[str, Pages]] = (
    ("", (("home", "Home"),)),
    ("", (("worklist", "Worklist"),)),
    ("", (("leavers", "Leavers"),)),
    ("", (("joiners", "Joiners"),)),
    ("", (("mailbox", "Mailbox"),)),
    ("", (("authority_out", "Transfers"),)),
    ("", (("authority_alarms", "Alarms"),)),
    ("", (("authority_schools", "Schools"),)),
    ("", (("country", "Country"),)),
    ("", (("pupils", "Find a pupil"),)),
    ("", (("national_pupils", "Find a pupil"),)),
    (
        "Directory",
        (("directory", "Schools"), ("policies", "Leaving policies"), ("calendars", "Calendars")),
    ),
    ("People", (("people", "Your organisation"), ("authority_staff", "Staff and systems"))),
    ("", (("systems", "Systems"),)),
    (
        "Service",
        (("service_health", "Health"), ("job_queue", "Jobs"), ("emails", "E-mails")),
    ),
    ("", (("audit", "Audit"),)),
)
"""A section with its pages, or a page of its own. A page is shown where its route may be opened."""

ALONE: Mapping[str, str] = {"/people": "People", "/authority/staff": "Staff", "/service": "Service health"}
"""By address: what a page of a section is called where it is the only one that the seat may open."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One link of the navigation, with the links of its section; a page of its own has none."""

    text: str
    href: str
    is_current: bool
    section: Sequence[Link] = ()


def navigation(request: PageRequest) -> list[Entry]:
    """Return the links for whoever asks; the current one is that whose address the page's begins with."""
    is_open = {route.name: route.is_open_to(request.seat) for route in ROUTES}
    return [
        entry
        for section, pages in ENTRIES
        if (entry := _entry(section, [each for each in pages if is_open[each[0]]], request.path))
    ]


def section_of(entries: Sequence[Entry]) -> Sequence[Link]:
    """Return the links of the section that is current; none where there is no section."""
    return next((each.section for each in entries if each.is_current), ())


def _entry(section: str, pages: Sequence[tuple[str, str]], path: str) -> Entry | None:
    links = [_link(text, reverse(name), path) for name, text in pages]
    if not links:
        return None
    is_section = len(links) > 1
    return Entry(
        text=section if is_section else ALONE.get(links[0].href, links[0].text),
        href=links[0].href,
        is_current=any(each.is_current for each in links),
        section=links if is_section else (),
    )


def _link(text: str, href: str, path: str) -> Link:
    return Link(text=text, href=href, is_current=_is_in(path, href))


def _is_in(path: str, href: str) -> bool:
    return path == href or (href != "/" and path.startswith(href))
