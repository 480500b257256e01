"""All pages of one run, each opened again and again by somebody signed in, over HTTP."""

import math
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from psycopg import Connection

from onward.cli.bench.gauge import processors
from onward.cli.bench.hub import MeasuredHub
from onward.cli.bench.page_figures import NationSize, PageFigure, PageReport, PageSizes
from onward.cli.bench.serving import web_running
from onward.database.sight import seen_as
from onward.demo.page_bench.browsing import Browser
from onward.demo.page_bench.counting import Counter
from onward.demo.page_bench.filling import fill, register_system
from onward.demo.page_bench.pages import OFFICE, OFFICER, OPERATOR, PAGES, S2S, Page
from onward.demo.page_bench.things import busiest, find_searches, find_things
from onward.demo.page_bench.visitors import Visitor, invite_visitors, sign_in
from onward.demo.replay.ending import standing_clock
from onward.directory.register import current_register
from onward.foundation.actor import job
from onward.foundation.sight import HUB

_FOUND: Final = (
    ("school_search", OFFICE, "pupils", "school_found"),
    ("authority_search", S2S, "pupils", "authority_found"),
    ("national_search", OFFICER, "national_pupils", "national_found"),
)
_CLERK: Final = job("bench")


@dataclass(frozen=True, kw_only=True)
class _Run:
    """One run: who opens the pages, and what they are about."""

    browser: Browser
    counter: Counter
    visitors: Mapping[str, Visitor]
    searching: Mapping[str, Visitor]
    things: Mapping[str, Sequence[str]]

    def visitor_of(self, page: Page) -> Visitor:
        """Return who opens the page; those who search again and again do so in a session of its own."""
        return (self.searching if page.sends else self.visitors)[page.role]


def measure_pages(hub: MeasuredHub, sizes: PageSizes, say: Any) -> PageReport:
    """Measure every page on the nation that is in this hub.

    Raises:
        PageRefused: a page was not shown.
        LookupError: there is no such nation.
    """
    settings.ONWARD_CLOCK = standing_clock()
    began, load = datetime.now(tz=UTC), os.getloadavg()[0]
    with (
        hub.superuser.connect() as superuser,
        web_running(hub, wsgi=hub.composition.replayed_wsgi) as running,
    ):
        say("Signing in one person a role, and choosing whom the pages are about ...")
        run = _begin(superuser, Browser(running.port), now=settings.ONWARD_CLOCK.now())
        say(f"Opening {len(PAGES)} pages {sizes.warming + sizes.rounds} times each ...")
        figures = [_measure(page, run, sizes) for page in PAGES]
        run.browser.close()
        nation = NationSize(**_row(superuser, _SIZE))
        version = superuser.info.server_version
    return PageReport(
        at=began.isoformat(timespec="seconds"),
        processors=processors(),
        load_before=load,
        python=platform.python_version(),
        postgresql=f"{version // 10000}.{version % 10000}",
        nation=nation,
        rounds=sizes.rounds,
        pages=sorted((each for each in figures if each), key=lambda each: -each.p50),
        without_rows=[page.title for page, each in zip(PAGES, figures, strict=True) if each is None],
    )


def _begin(superuser: Connection[Any], browser: Browser, *, now: datetime) -> _Run:
    place = busiest(superuser)
    with seen_as(HUB):
        register = current_register()
    people = invite_visitors(place, by=_CLERK, now=now)
    visitors = {role: sign_in(person_id, role) for role, person_id in people.items()}
    searching = {role: sign_in(person_id, role) for role, person_id in people.items()}
    system, client = register_system(superuser, register, by=_CLERK, now=now)
    fill(superuser, person_id=people[OPERATOR])
    searches = find_searches(superuser, place)
    found = {name: _find(browser, visitors[role], route, searches[sends])
             for sends, role, route, name in _FOUND}  # fmt: skip
    things = find_things(superuser, place, now=now) | searches | found
    things |= {"system": [str(system)], "client": [str(client)]}
    things |= {"national_pupil": _pupils_found(superuser)}
    return _Run(browser=browser, counter=Counter(), visitors=visitors, searching=searching, things=things)


def _find(browser: Browser, visitor: Visitor, route: str, searches: Iterable[str]) -> list[str]:
    """Search, and return the identifiers of the searches, which the session keeps."""
    opened = [browser.open(reverse(route), visitor, sends=each) for each in searches]
    return [each.location.rstrip("/").rpartition("/")[2] for each in opened]


def _pupils_found(superuser: Connection[Any]) -> list[str]:
    """Return whom the national searches have just found: the reason for looking at them is kept."""
    row = superuser.execute(_FOUND_LAST).fetchall()
    return [str(each) for (each,) in row]


def _measure(page: Page, run: _Run, sizes: PageSizes) -> PageFigure | None:
    """Return the figure of one page; None: nothing of the nation is in that state."""
    addresses, visitor = _addresses(page, run.things), run.visitor_of(page)
    sent = run.things[page.sends] if page.sends else [""]
    if not addresses or not sent:
        return None
    opened = [
        run.browser.open(addresses[turn % len(addresses)], visitor, sends=sent[turn % len(sent)])
        for turn in range(sizes.warming + sizes.rounds)
    ][sizes.warming :]
    times = sorted(each.milliseconds for each in opened)
    return PageFigure(
        page=page.title,
        role=page.role,
        p50=_part(times, 0.5),
        p95=_part(times, 0.95),
        longest=times[-1],
        statements=run.counter.statements_of(addresses[0], visitor, sends=sent[0]),
        kilobytes=max(each.size for each in opened) / 1000,
    )


def _addresses(page: Page, things: Mapping[str, Sequence[str]]) -> list[str]:
    firsts = {name: each[0] for name, each in things.items() if each}
    try:
        query = f"?{page.query.format(**firsts)}" if page.query else ""
    except KeyError:
        return []
    if not page.of:
        return [f"{reverse(page.route)}{query}"]
    return [f"{reverse(page.route, args=[each])}{query}" for each in things[page.of]]


def _part(times: Sequence[float], part: float) -> float:
    return times[max(math.ceil(len(times) * part) - 1, 0)]


def _row(connection: Connection[Any], query: str) -> dict[str, int]:
    cursor = connection.execute(query)
    row = cursor.fetchone() or ()
    return {column.name: value for column, value in zip(cursor.description or (), row, strict=True)}


_SIZE: Final = """
    SELECT (SELECT count(*) FROM directory_school) AS schools,
        (SELECT count(*) FROM pupils_pupil) AS pupils,
        (SELECT count(*) FROM transfers_transfer) AS transfers,
        (SELECT count(*) FROM messaging_message) AS messages,
        (SELECT count(*) FROM audit_entry) AS audit_entries
"""
_FOUND_LAST: Final = """
    SELECT DISTINCT jsonb_array_elements_text(detail -> 'seen')
    FROM (
        SELECT detail FROM audit_entry WHERE act = 'search_nation' ORDER BY id DESC LIMIT 5
    ) AS latest
"""
