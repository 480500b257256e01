"""What is asked of a school: its worklist."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.operations.reading.looks import note_list
from onward.transfers.models import WorklistItem, WorklistKind
from onward.transfers.queries import WorklistQuerySet


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """One thing that somebody is asked to do, about one leaver, joiner or delivery."""

    id: UUID
    kind: WorklistKind
    role: str
    leaver_id: UUID | None
    joiner_id: UUID | None
    delivery_id: UUID | None
    opened_at: datetime
    due_on: date | None
    reminded_at: datetime | None
    is_shielded: bool


def list_worklist(*, by: Actor, now: datetime, limit: int, after: UUID | None = None) -> list[Ask]:
    """Return up to `limit` open rows of the actor's worklist, oldest first, going on behind `after`."""
    with seen_as(by.sight):
        asks = asks_of(WorklistItem.objects.visible_to(by).still_asked().after(after)[:limit])
        note_list(
            "list_worklist",
            "worklist",
            [each.id for each in asks],
            shielded=any(each.is_shielded for each in asks),
            by=by,
            now=now,
        )
    return asks


def asks_about_leaver(leaver_id: UUID, *, by: Actor) -> Sequence[Ask]:
    """Return what is asked now about a leaver. The caller's transaction has the actor's sight."""
    return asks_of(WorklistItem.objects.visible_to(by).still_asked().filter(leaver_id=leaver_id).after(None))


def asks_about_joiner(joiner_id: UUID, *, by: Actor) -> Sequence[Ask]:
    """Return what is asked now about a joiner. The caller's transaction has the actor's sight."""
    return asks_of(WorklistItem.objects.visible_to(by).still_asked().filter(joiner_id=joiner_id).after(None))


def asks_of(items: WorklistQuerySet) -> list[Ask]:
    """Return these rows of the worklist."""
    names = [each.name for each in fields(Ask)]
    return list(_asks(items.values(*names)))


def _asks(rows: Iterable[dict[str, Any]]) -> Iterable[Ask]:
    for row in rows:
        yield Ask(**row | {"kind": WorklistKind(row["kind"])})
