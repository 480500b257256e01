"""Run a sweep in batches; one bad row is set aside and named, and never stops the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import structlog
from django.db import DatabaseError

from onward.database.sight import seen_as
from onward.foundation.sight import HUB

log = structlog.get_logger(__name__)
BATCH = 500


@dataclass(kw_only=True)
class Swept:
    """How many rows a sweep moved, and the ids of those that it could not."""

    moved: int = 0
    failed: list[UUID] = field(default_factory=list)


Find = Callable[[int, Sequence[UUID]], list[UUID]]
Apply = Callable[[Sequence[UUID]], None]


def sweep(name: str, *, find: Find, apply: Apply, batch: int = BATCH) -> Swept:
    """Find and move rows until none is left.

    `find(limit, without)` locks and returns ids that are due, leaving out those set aside; `apply(ids)`
    moves them. Both run in one transaction in the hub's sight. Where a batch fails, each of its rows is
    tried alone; a row that fails alone is set aside for this run, logged by id, and tried again next time.
    """
    swept = Swept()
    while True:
        ids: list[UUID] = []
        try:
            with seen_as(HUB):
                ids = find(batch, swept.failed)
                if not ids:
                    return swept
                apply(ids)
            swept.moved += len(ids)
        except DatabaseError:
            _one_by_one(name, ids, find, apply, swept)


def _one_by_one(name: str, ids: Sequence[UUID], find: Find, apply: Apply, swept: Swept) -> None:
    if not ids:
        raise DatabaseError(f"{name}: the rows that are due cannot be read")
    for each in ids:
        try:
            with seen_as(HUB):
                apply([each])
            swept.moved += 1
        except DatabaseError as error:
            swept.failed.append(each)
            log.error("sweep_row_failed", sweep=name, row=str(each), error=type(error).__name__)
