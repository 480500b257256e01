"""Windows on long lists in the browser: which one an address asks for, and the ways on either side."""

from typing import Any, Protocol
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from onward.operations.reading.windows import Place, Window
from onward.web.components import Pager


class Address(Protocol):
    """Gives the address of one list from another place on: `before=` or `after=` one of its rows."""

    def __call__(self, **place: str) -> str: ...  # noqa: D102


def place_in(query: QueryDict, limit: int) -> Place:
    """Return the window that an address asks for. What is no identifier is passed over."""
    return Place(limit=limit, after=_id(query, "after"), before=_id(query, "before"))


def pager_of(window: Window[Any], address: Address, *, newer: str = "Previous", older: str = "Next") -> Pager:
    """Return where a window stands in its list, and the ways on, which are called `newer` and `older`."""
    if not window.rows:
        return Pager(text="Showing none")
    last = window.first + len(window.rows) - 1
    return Pager(
        text=f"Showing {window.first:,} to {last:,} of {window.total:,}",
        newer=address(before=str(window.earlier)) if window.earlier else "",
        older=address(after=str(window.later)) if window.later else "",
        newer_text=newer,
        older_text=older,
    )


def address(name: str, **query: str) -> str:
    """Return the address of a list, narrowed."""
    return f"{reverse(name)}?{urlencode(query)}" if query else reverse(name)


def _id(query: QueryDict, name: str) -> UUID | None:
    try:
        return UUID(query.get(name, ""))
    except ValueError:
        return None
