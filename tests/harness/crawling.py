"""A walk through the pages in a real browser: from one address on, along every link that is followed once
or twice for each route, with the same questions asked of every page."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import APIResponse, Page

EACH_ROUTE: Final = 2
"""How many pages of one route are looked at: with and without an item, as first found."""
NEVER_FOLLOWED: Final = frozenset({"account_logout"})

_LINKS: Final = "() => [...document.querySelectorAll('a[href]')].map(each => each.href)"
_FILLED_IN: Final = """() => [...document.querySelectorAll("main form")].findIndex(form =>
    form.method === "post" && form.querySelector("input:not([type=hidden]), textarea, select"))"""
_SEND: Final = """at => { const form = document.querySelectorAll("main form")[at];
    form.noValidate = true; form.querySelector("button:not([type=button])").click(); }"""
_ACTIONS: Final = "() => [...document.forms].map(each => each.action)"

Look = Callable[[Page, str], None]
"""Asks something of the page of a route."""


def route_of(address: str) -> str:
    """Return the name of the route that answers an address; of what is no page, an empty text."""
    try:
        return resolve(urlsplit(address).path).url_name or ""
    except Resolver404:
        return ""


@dataclass(kw_only=True)
class Crawl:
    """One walk: where it has been, what it was given to take away, and what was offered to be sent."""

    page: Page
    origin: str
    look: Look
    each_route: int = EACH_ROUTE
    left_out: frozenset[str] = frozenset()
    fails_empty: frozenset[str] = frozenset()
    seen: Counter[str] = field(default_factory=Counter)
    led_on: Counter[str] = field(default_factory=Counter)
    taken: set[str] = field(default_factory=set)
    offered: set[str] = field(default_factory=set)
    _waiting: list[str] = field(default_factory=list)
    _known: set[str] = field(default_factory=set)

    def walk(self, start: str) -> None:
        """Go to an address and from there to all that it leads to."""
        self._note([self.origin + start])
        while self._waiting:
            self._open(self._waiting.pop(0))

    def arrived(self) -> None:
        """Look at the page that the browser shows now, and remember where it leads."""
        route = route_of(self.page.url)
        self.seen[route] += 1
        self.look(self.page, route)
        self._note(self.page.evaluate(_LINKS))
        self.offered |= {route_of(each) for each in self.page.evaluate(_ACTIONS)}
        if route in self.fails_empty and self.seen[route] == 1:
            self.send_nothing()

    def send_nothing(self) -> None:
        """Send the page's form with nothing filled in, and look at the page that says what is missing."""
        at = self.page.evaluate(_FILLED_IN)
        if at < 0:
            return
        with self.page.expect_navigation():
            self.page.evaluate(_SEND, at)
        summary = self.page.locator(".ds_error-summary")
        assert summary.count() == 1, f"{self.page.url} does not say what is missing"
        self.look(self.page, f"{route_of(self.page.url)}-faults")

    @property
    def reached(self) -> set[str]:
        """The routes that this walk has seen, was led on from, has taken away, or found a form for."""
        return set(self.seen) | set(self.led_on) | self.taken | self.offered

    def _note(self, links: Iterable[str]) -> None:
        for link in links:
            address, route = link.partition("#")[0], route_of(link)
            if address in self._known or not address.startswith(self.origin + "/") or not route:
                continue
            self._known.add(address)
            if route not in NEVER_FOLLOWED | self.left_out:
                self._waiting.append(address)

    def _open(self, address: str) -> None:
        route = route_of(address)
        if self.seen[route] + self.led_on[route] >= self.each_route or route in self.taken:
            return
        answer = self.page.request.get(address)
        assert answer.status == 200, f"{address} answers {answer.status}"
        if _is_to_take_away(answer):
            self.taken.add(route)
            return
        self.page.goto(address)
        if route != route_of(self.page.url):
            self.led_on[route] += 1
        self.arrived()


def _is_to_take_away(answer: APIResponse) -> bool:
    is_page = answer.headers.get("content-type", "").startswith("text/html")
    return not is_page or "attachment" in answer.headers.get("content-disposition", "")
