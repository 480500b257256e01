"""A window on a long list: some rows of it, where they stand among all, and what lies on either side.

A window begins behind a row, or ends before one, never at a page's number: rows that come in meanwhile
neither repeat nor skip anything. The row is named by its own key, which says nothing about anybody, and is
looked for only among what the actor may see: somebody else's row leads to the beginning, as no row does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from django.db.models import Count, Q, QuerySet

Row = TypeVar("Row")
Other = TypeVar("Other")
Values = dict[str, Any]

MOST_EXPORTED: Final = 10_000
NEWEST_FIRST: Final = ("-id",)
OLDEST_FIRST: Final = ("id",)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a window lies: behind the row `after`, or before the row `before`; neither: at the beginning."""

    limit: int
    after: UUID | None = None
    before: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Window(Generic[Row]):
    """Some rows of a list of `total`; the first of them is row number `first`, counted from one.

    `earlier` and `later` are the rows before and behind which the next windows lie; None: there is no more.
    """

    rows: Sequence[Row]
    total: int
    first: int
    earlier: UUID | None
    later: UUID | None

    def showing(self, rows: Sequence[Other]) -> "Window[Other]":
        """Return the same window on what was made of its rows."""
        return Window(rows=rows, total=self.total, first=self.first, earlier=self.earlier, later=self.later)


def look_through(
    rows: QuerySet[Any, Values],
    order: Sequence[str],
    place: Place,
    *,
    among: QuerySet[Any, Values] | None = None,
) -> Window[Values]:
    """Return a window on these rows, given as values, which may be grouped.

    `order` names values without nulls, `-` before those that fall, and ends in the key. `among` is the list
    without what narrows it, if anything does: a row that has left the narrower list still holds its place.
    The statements are as many for every window. The caller's transaction has the actor's sight.
    """
    at = _position(rows if among is None else among, order, place)
    is_backwards = at is not None and place.after is None
    way = _turned(order) if is_backwards else order
    found = rows.filter(_beyond(way, at)) if at else rows
    shown = list(found.order_by(*way)[: place.limit])
    if is_backwards:
        shown.reverse()
    total, ahead = _count(rows, order, shown)
    key = _name(order[-1])
    has_later = bool(shown) and ahead + len(shown) < total
    return Window(
        rows=shown,
        total=total,
        first=ahead + 1 if shown else 0,
        earlier=shown[0][key] if ahead else None,
        later=shown[-1][key] if has_later else None,
    )


def _position(rows: QuerySet[Any, Values], order: Sequence[str], place: Place) -> Sequence[object] | None:
    edge, key = place.after or place.before, _name(order[-1])
    if edge is None:
        return None
    return next((_keys(each, order) for each in rows.filter(**{key: edge}).order_by(key)[:1]), None)


def _count(rows: QuerySet[Any, Values], order: Sequence[str], shown: Sequence[Values]) -> tuple[int, int]:
    """Return how many rows there are, and how many of them lie before those shown."""
    key = _name(order[-1])
    before = _beyond(_turned(order), _keys(shown[0], order)) if shown else Q(**{f"{key}__in": ()})
    counts = rows.order_by().aggregate(total=Count("*"), ahead=Count(key, filter=before))
    return counts["total"], counts["ahead"]


def _keys(row: Values, order: Sequence[str]) -> Sequence[object]:
    return [row[_name(each)] for each in order]


def _name(column: str) -> str:
    return column.removeprefix("-")


def _turned(order: Sequence[str]) -> list[str]:
    return [each[1:] if each.startswith("-") else f"-{each}" for each in order]


def _beyond(order: Sequence[str], at: Sequence[object]) -> Q:
    """Return the condition of what comes behind a position in this order."""
    beyond, same = Q(), Q()
    for column, value in zip(order, at, strict=True):
        name, step = _name(column), "lt" if column.startswith("-") else "gt"
        beyond |= same & Q(**{f"{name}__{step}": value})
        same &= Q(**{name: value})
    return beyond
