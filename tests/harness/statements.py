"""Count what really goes to the database, whichever way it goes: the driver's own trace of its messages."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection

_STARTS = ("\tQuery\t", "\tExecute\t")
_HOUSEKEEPING = "DEALLOCATE"
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
