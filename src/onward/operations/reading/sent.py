"""What a school sent, and the receipts that it may see; `messaging.receipts` decides how much that is."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.messaging.receipts import SentRow, find_sent, list_sent
from onward.operations.reading.looks import note_list, note_view


def look_at_sent(
    *, by: Actor, now: datetime, limit: int, after: UUID | None = None, kinds: Collection[str] = ()
) -> list[SentRow]:
    """Return up to `limit` messages that the actor's side sent, newest first, going on behind `after`."""
    with seen_as(by.sight):
        rows = list_sent(by=by, limit=limit, after=after, kinds=kinds)
        ids = [each.id for each in rows]
        note_list("list_sent", "message", ids, shielded=False, by=by, now=now)
    return rows


def view_sent(message_id: UUID, *, by: Actor, now: datetime) -> SentRow:
    """Return one message that the actor's side sent.

    Raises:
        MessageNotFound: there is none, or none that the actor may see.
    """
    with seen_as(by.sight):
        row = find_sent(message_id, by=by)
        note_view("view_sent", "message", message_id, shielded=False, by=by, now=now)
    return row
