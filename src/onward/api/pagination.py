"""Lists in pages: at most 200 rows, and a cursor for what follows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar
from uuid import UUID

from django.conf import settings
from ninja import Query

from onward.api.cursor import open_cursor, seal_cursor

Row = TypeVar("Row")

Limit = Annotated[int, Query(50, description="How many rows at most", ge=1, le=200)]
Cursor = Annotated[
    str, Query("", description="The `next` of the page before; empty for the first", max_length=500)
]


@dataclass(frozen=True, kw_only=True)
class Page(Generic[Row]):
    """One page. `next` is the cursor for what follows, empty where nothing does."""

    items: Sequence[Row]
    next: str


def after(cursor: str, *, of: str) -> tuple[str, ...] | None:
    """Return the position after which a page begins, or None for the first page.

    `of` names the list and whatever narrows it, such as `leavers:17`; a cursor of another list is no good.

    Raises:
        BadCursor: this list did not give the cursor.
    """
    return open_cursor(cursor, of=of, secret=_secret()) if cursor else None


def id_after(cursor: str, *, of: str) -> UUID | None:
    """Return the identifier after which a page of a list ordered by identifiers begins; see `after`."""
    position = after(cursor, of=of)
    return UUID(position[0]) if position else None


def page_of(
    rows: Sequence[Row], *, limit: int, of: str, position: Callable[[Row], tuple[str, ...]]
) -> Page[Row]:
    """Return a page of rows that were read with one row more than `limit`, in the order of `position`."""
    items = rows[:limit]
    has_more = len(rows) > limit
    return Page(
        items=items, next=seal_cursor(position(items[-1]), of=of, secret=_secret()) if has_more else ""
    )


def _secret() -> bytes:
    """Cursors end with the key that signed them: a list is then read from its beginning again."""
    return settings.ONWARD.keys.token_keys[0].secret
