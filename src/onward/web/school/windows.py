"""Windows on long lists in the browser: which one an address asks for, and the ways on either side."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from onward.operations.reading.windows import Place, Window
from onward.web.components import Pager


def place_in(request: HttpRequest, limit: int) -> Place:
    """Return the window that an address asks for. What is no identifier is passed over."""
    return Place(limit=limit, after=_id(request, "after"), before=_id(request, "before"))


def pager_of(window: Window[Any], name: str, *, ends: tuple[UUID, UUID] | None, **narrowed: str) -> Pager:
    """Return where a window on the list of this name stands; `ends` are its first and its last row."""
    if ends is None:
        return Pager(text="Showing none")
    last = window.first + len(window.rows) - 1
    return Pager(
        text=f"Showing {window.first:,} to {last:,} of {window.total:,}",
        newer=address(name, before=str(ends[0]), **narrowed) if window.has_earlier else "",
        older=address(name, after=str(ends[1]), **narrowed) if window.has_later else "",
        newer_text="Previous",
        older_text="Next",
    )


def address(name: str, **query: str) -> str:
    """Return the address of a list, narrowed."""
    return f"{reverse(name)}?{urlencode(query)}" if query else reverse(name)


def _id(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(request.GET[name]) if name in request.GET else None
    except ValueError:
        return None
