"""Run a sweep in batches; one bad row is set aside and named, and never stops the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import structlog
from django.db import DatabaseError

from onward.database.sight import seen_as
from onward.foundation.sight import HUB

log = structlog.get_logger(__name__)
BATCH = 2_000


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
    moves them. Both run in one transaction in the hub's sight. Fewer ids than the limit are the last ones,
    but for what another worker holds. Where a batch fails, its rows are tried one by one; a row that fails
    alone is set aside for this run, logged by id, and tried again next time.
    """
    swept = Swept()
    alone = 0
    while True:
        ids: list[UUID] = []
        limit = 1 if alone else batch
        try:
            with seen_as(HUB):
                ids = find(limit, swept.failed)
                if ids:
                    apply(ids)
            swept.moved += len(ids)
            if len(ids) < limit:
                return swept
        except DatabaseError as error:
            if not ids:
                raise
            if len(ids) > 1:
                alone = len(ids) + 1
            else:
                swept.failed += ids
                log.error("sweep_row_failed", sweep=name, row=str(ids[0]), error=type(error).__name__)
        alone = max(alone - 1, 0)
