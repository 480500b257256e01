"""Where somebody is signed in: on which device, since when, last used when; and the end of all others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.conf import settings
from django.contrib.sessions.models import Session

from onward.web.components import Cell, Column, Row, Tag
from onward.web.plain_pages import columns
from onward.web.wording import moment

_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS|Chromium", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS: Final = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("CrOS", "a Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh|Mac OS", "a Mac"),
    ("Linux", "Linux"),
)
"""The first that fits: browsers name themselves after each other."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionsPage:
    """All sessions of one person, the one that is used now first."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    has_others: bool


class Sessions(ListUserSessionsView):  # type: ignore[misc]
    """Show the sessions; sent as a form, end all but this one."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Add the page."""
        context = super().get_context_data(**given)
        return {**context, "page": _page(context["sessions"])}


def device_of(user_agent: str) -> str:
    """Return in words what a browser says of itself."""
    browser = next((name for sign, name in _BROWSERS if re.search(sign, user_agent)), "")
    system = next((name for sign, name in _SYSTEMS if re.search(sign, user_agent)), "")
    return " on ".join(each for each in (browser or "A browser", system) if each)


def _page(sessions: Sequence[UserSession]) -> SessionsPage:
    keys = [each.session_key for each in sessions]
    ends = dict(Session.objects.filter(session_key__in=keys).values_list("session_key", "expire_date"))
    lasts = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    used = {each.pk: ends[each.session_key] - lasts for each in sessions if each.session_key in ends}
    known = [each for each in sessions if each.pk in used]
    ordered = sorted(known, key=lambda each: used[each.pk], reverse=True)
    ordered.sort(key=lambda each: not each.is_current())
    return SessionsPage(
        columns=columns("Device", "Signed in", "Last used", "Network address"),
        rows=[_row(each, moment(used[each.pk])) for each in ordered],
        has_others=len(ordered) > 1,
    )


def _row(each: UserSession, used: str) -> Row:
    tags = (Tag(text="This one", tone="info"),) if each.is_current() else ()
    device = Cell(text=device_of(each.user_agent), tags=tags)
    return Row(cells=[device, moment(each.created_at), used, each.ip])
