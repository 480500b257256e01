"""The first page of roles that work no list: what the role is for, what needs them, what is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.urls import reverse

from onward.web.components import Count, Link
from onward.web.home.pages import Section, needs_now
from onward.web.routing import ROUTES
from onward.web.seat import Seat

OFFERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "country": (
            "The country at a glance",
            "Moves between authorities, alarms, and messages by month.",
        ),
        "national_pupils": (
            "Find a pupil",
            "With a name and two further details, and the reason why you look.",
        ),
        "service_health": ("Service health", "Whether the hub does what it should, and what to do if not."),
        "directory": ("Directory", "Schools, leaving policies and calendars."),
        "people": ("People", "Invite colleagues, end roles, and see whose e-mail comes back."),
        "authority_staff": (
            "Staff and systems",
            "Who works where in your authority. See to those who moved or left.",
        ),
        "review_access": ("Review of access", "Who can see your pupils. Confirm it twice a year."),
        "systems": ("School systems", "Which systems act for which schools."),
        "audit": ("Audit", "Who saw and did what, with the proof that nothing was changed."),
    }
)
"""What somebody may find here, by the name of its route: a title, and what it is for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """One page that is there for the role."""

    link: Link
    about: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RolePage:
    """The first page of a role: what it is for, counts of what needs somebody, and what is there."""

    purpose: str
    sections: Sequence[Section]
    offers: Sequence[Offer]


def role_page(seat: Seat, counts: Sequence[Count]) -> RolePage:
    """Return the first page of somebody in this seat."""
    return RolePage(
        purpose=seat.role.description,
        sections=(needs_now(counts),) if counts else (),
        offers=[
            Offer(link=Link(text=title, href=reverse(name)), about=about)
            for name, (title, about) in OFFERS.items()
            if any(each.name == name and each.is_open_to(seat) for each in ROUTES)
        ],
    )
