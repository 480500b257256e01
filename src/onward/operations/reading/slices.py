"""Cut one page out of an ordered list: by the last row that was seen, never by a page number.

Rows that come in meanwhile neither repeat nor skip anything. Each list costs the same statements, however
long it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

Row = TypeVar("Row")
Values = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """A row of the list, and whether the page ends before it (`is_back`) or begins behind it."""

    row: UUID
    is_back: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """By which fields a list is ordered, all in one direction. The last one tells any two rows apart."""

    fields: tuple[str, ...]
    is_descending: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Slice(Generic[Row]):
    """One page of a list: its rows, how many lie before them, and how many there are in all."""

    rows: Sequence[Row]
    before: int
    total: int

    @property
    def has_before(self) -> bool:
        """Say whether rows lie before these."""
        return self.before > 0

    @property
    def has_behind(self) -> bool:
        """Say whether rows lie behind these."""
        return self.before + len(self.rows) < self.total


def cut(rows: QuerySet[Any, Values], order: Order, *, at: Position | None, limit: int) -> Slice[Values]:
    """Return up to `limit` rows, given as values that hold the fields of the order.

    A position that is no longer in the list leads to its beginning.
    """
    start = _keys_at(rows, order, at)
    is_back = start is not None and at is not None and at.is_back
    found = list(_ordered(_beyond(rows, order, start, is_back=is_back), order, is_back=is_back)[:limit])
    if is_back:
        found.reverse()
    before = _beyond(rows, order, _keys(found[0], order), is_back=True).count() if found and start else 0
    return Slice(rows=found, before=before, total=rows.count())


def _keys_at(rows: QuerySet[Any, Values], order: Order, at: Position | None) -> tuple[Any, ...] | None:
    if at is None:
        return None
    found = rows.filter(**{order.fields[-1]: at.row}).order_by(order.fields[-1])[:1]
    return next((_keys(each, order) for each in found), None)


def _keys(row: Values, order: Order) -> tuple[Any, ...]:
    return tuple(row[name] for name in order.fields)


def _ordered(rows: QuerySet[Any, Values], order: Order, *, is_back: bool) -> QuerySet[Any, Values]:
    sign = "-" if order.is_descending is not is_back else ""
    return rows.order_by(*(f"{sign}{name}" for name in order.fields))


def _beyond(
    rows: QuerySet[Any, Values], order: Order, keys: tuple[Any, ...] | None, *, is_back: bool
) -> QuerySet[Any, Values]:
    """Keep the rows behind these keys, or before them."""
    if keys is None:
        return rows
    comparison = "lt" if order.is_descending is not is_back else "gt"
    beyond = Q()
    for place, name in enumerate(order.fields):
        same = Q(**dict(zip(order.fields[:place], keys[:place], strict=True)))
        beyond |= same & Q(**{f"{name}__{comparison}": keys[place]})
    return rows.filter(beyond)
