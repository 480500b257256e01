"""A window on a long list: some rows of it, where they stand among all, and whether more lie on either side.

A window begins behind a row, or ends before one, never at a page's number: rows that come in meanwhile
neither repeat nor skip anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q

Row = TypeVar("Row")
Other = TypeVar("Other")

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
    """Some rows of a list of `total`; the first of them is row number `first`, counted from one."""

    rows: Sequence[Row]
    total: int
    first: int
    has_earlier: bool
    has_later: bool

    def showing(self, rows: Sequence[Other]) -> "Window[Other]":
        """Return the same window on what was made of its rows, one for one."""
        return Window(
            rows=rows,
            total=self.total,
            first=self.first,
            has_earlier=self.has_earlier,
            has_later=self.has_later,
        )


def look_through(
    rows: models.QuerySet[Any], order: Sequence[str], place: Place, *, fields: Sequence[str]
) -> Window[dict[str, Any]]:
    """Return a window on these rows, as dictionaries of the fields. A row that is not there begins nothing.

    `order` names columns without nulls, `-` before those that fall, and ends in the key. The caller's
    transaction has the actor's sight.
    """
    total = rows.count()
    edge = place.after or place.before
    names = [each.lstrip("-") for each in order]
    at = rows.filter(pk=edge).values_list(*names).first() if edge else None
    is_backwards = at is not None and place.after is None
    way = _turned(order) if is_backwards else order
    found = rows.filter(_beyond(way, at)) if at else rows
    read = list(found.order_by(*way).values(*{*fields, *names})[: place.limit + 1])
    shown, has_more = read[: place.limit], len(read) > place.limit
    if is_backwards:
        shown.reverse()
    earlier = _count_before(rows, order, names, shown) if at else 0
    return Window(
        rows=[{name: each[name] for name in fields} for each in shown],
        total=total,
        first=earlier + 1 if shown else 0,
        has_earlier=earlier > 0,
        has_later=earlier + len(shown) < total if is_backwards else has_more,
    )


def _turned(order: Sequence[str]) -> list[str]:
    return [each[1:] if each.startswith("-") else f"-{each}" for each in order]


def _beyond(order: Sequence[str], at: Sequence[object]) -> Q:
    """Return the condition of what comes behind a position in this order."""
    beyond, same = Q(pk__in=()), Q()
    for column, value in zip(order, at, strict=True):
        name, step = (column[1:], "lt") if column.startswith("-") else (column, "gt")
        beyond |= same & Q(**{f"{name}__{step}": value})
        same &= Q(**{name: value})
    return beyond


def _count_before(
    rows: models.QuerySet[Any], order: Sequence[str], names: Sequence[str], shown: Sequence[dict[str, Any]]
) -> int:
    if not shown:
        return 0
    return rows.filter(_beyond(_turned(order), [shown[0][name] for name in names])).count()
