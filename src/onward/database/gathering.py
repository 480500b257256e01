"""Send what is written into several tables as one statement: one round trip, and one plan.

A small batch of messages touches a dozen tables; a statement for each costs it more than the rows do.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache

from onward.database.driver import run_raw

Part = tuple[str, tuple[str, ...]]
"""A statement with `%s` for each value, and the values."""


class _Waiting(threading.local):
    """What this thread has yet to send, by table; None where each part is sent at once."""

    def __init__(self) -> None:
        self.parts: dict[str, Part] | None = None


_waiting = _Waiting()


@contextmanager
def gathered() -> Iterator[None]:
    """Let what the block writes wait until it ends, or until it asks the database for something else.

    The parts must not lean on each other's rows; two parts for one table are sent one after the other.
    If the block raises, what still waits is dropped, for the transaction has to end.
    """
    outer = _waiting.parts
    _waiting.parts = {} if outer is None else outer
    try:
        yield
        if outer is None:
            send_waiting()
    finally:
        _waiting.parts = outer


def add(table: str, part: Part) -> None:
    """Send one part: at once, or together with others inside `gathered`."""
    if _waiting.parts is None:
        _send((part,))
        return
    if table in _waiting.parts:
        send_waiting()
    _waiting.parts[table] = part


def send_waiting() -> None:
    """Send what waits, if anything does: whoever asks the database next must see it."""
    if _waiting.parts:
        parts, _waiting.parts = tuple(_waiting.parts.values()), {}
        _send(parts)


def _send(parts: Sequence[Part]) -> None:
    statement = _together(tuple(text for text, _ in parts))
    run_raw(statement, [value for _, values in parts for value in values])


@lru_cache(maxsize=256)
def _together(statements: tuple[str, ...]) -> bytes:
    """Return one statement that does what all of these do, its values numbered as the server wants them."""
    numbered, used = [], 0
    for each in statements:
        first, *rest = each.split("%s")
        numbered.append(first + "".join(f"${used + at}{piece}" for at, piece in enumerate(rest, 1)))
        used += len(rest)
    *others, last = numbered
    named = ", ".join(f"part{at} AS ({each})" for at, each in enumerate(others))
    return (f"WITH {named} {last}" if named else last).encode()
