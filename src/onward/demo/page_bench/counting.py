"""How many statements a page sends to the database: it is opened in this process, and they are counted."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import connection

from onward.demo.page_bench.browsing import body_of, headers_of
from onward.demo.page_bench.visitors import Visitor

_STARTS: Final = ("\tQuery\t", "\tExecute\t")
_HOUSEKEEPING: Final = "DEALLOCATE"
"""The driver forgets what it prepared when a savepoint is rolled back: it depends on what went before."""


@dataclass
class Statements:
    """How many statements were sent; known when the block has ended."""

    count: int = 0


@contextmanager
def counted_statements() -> Iterator[Statements]:
    """Count the statements that the block sends over Django's default connection."""
    connection.ensure_connection()
    driver = connection.connection.pgconn
    statements = Statements()
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as file:
        driver.trace(file.fileno())
        try:
            yield statements
        finally:
            driver.untrace()
        file.seek(0)
        lines = file.read().splitlines()
    sent = [line for line in lines if "\tF\t" in line and _HOUSEKEEPING not in line]
    statements.count = sum(line.count(start) for line in sent for start in _STARTS)


class Counter:
    """Answers requests as the web server does, in this process."""

    def __init__(self) -> None:
        """Load the pages."""
        self._site = WSGIHandler()

    def statements_of(self, address: str, visitor: Visitor, *, sends: str = "") -> int:
        """Return how many statements it takes to open a page, or to send a form to it."""
        request = WSGIRequest(_environ(address, visitor, sends))
        with counted_statements() as statements:
            answer = self._site.get_response(request)
            if answer.streaming:
                b"".join(answer)
        answer.close()
        return statements.count


def _environ(address: str, visitor: Visitor, sends: str) -> dict[str, Any]:
    path, _, query = address.partition("?")
    body = body_of(sends) if sends else b""
    headers = {f"HTTP_{name.upper()}": value for name, value in headers_of(visitor).items()}
    return {
        "REQUEST_METHOD": "POST" if sends else "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": settings.ALLOWED_HOSTS[0],
        "SERVER_PORT": "80",
        "CONTENT_TYPE": headers_of(visitor, sends=sends).get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": BytesIO(body),
        "wsgi.url_scheme": "http",
        **headers,
    }
