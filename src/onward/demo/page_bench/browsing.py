"""Open pages as a browser does, over one kept connection, and tell how long the server took."""

import http.client
import time
from dataclasses import dataclass
from typing import Final

from onward.cli.ports import HOST
from onward.demo.page_bench.visitors import Visitor

TOKEN: Final = "bench" * 6 + "00"
"""What forms and cookie have to agree on; any text of this length does."""
_FORM: Final = "application/x-www-form-urlencoded"


class PageRefused(Exception):
    """A page of the bench was not shown: its figure would mean nothing."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One answer: after how many milliseconds it was there whole, its size, and where it leads on."""

    milliseconds: float
    size: int
    location: str


class Browser:
    """Opens pages of the server at one port."""

    def __init__(self, port: int) -> None:
        """Connect when the first page is opened."""
        self._connection = http.client.HTTPConnection(HOST, port, timeout=60)

    def open(self, address: str, visitor: Visitor, *, sends: str = "") -> Opened:
        """Open a page, or send a form to it.

        Raises:
            PageRefused: the answer is neither a page nor, after a form, the way to one.
        """
        began = time.perf_counter()
        if sends:
            self._connection.request("POST", address, body_of(sends), headers_of(visitor, sends=sends))
        else:
            self._connection.request("GET", address, headers=headers_of(visitor))
        answer = self._connection.getresponse()
        body = answer.read()
        milliseconds = (time.perf_counter() - began) * 1000
        if answer.status not in ({302} if sends else {200, 302}):
            raise PageRefused(f"{address} as {visitor.role}: {answer.status}")
        location = answer.headers.get("Location", "")
        if location.startswith("/account/"):
            raise PageRefused(f"{address} as {visitor.role}: leads to {location}")
        return Opened(milliseconds=milliseconds, size=len(body), location=location)

    def close(self) -> None:
        """Leave the server."""
        self._connection.close()


def headers_of(visitor: Visitor, *, sends: str = "") -> dict[str, str]:
    """Return what a browser sends with a request of this visitor."""
    headers = {"Cookie": f"{visitor.cookie}; csrftoken={TOKEN}", "Accept": "text/html"}
    return headers | ({"Content-Type": _FORM} if sends else {})


def body_of(sends: str) -> bytes:
    """Return the answers of a form with the token that shows that it is the site's own."""
    return f"{sends}&csrfmiddlewaretoken={TOKEN}".encode()
