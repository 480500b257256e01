"""What lies in a school's mailbox, and about which of its joiners."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.messaging.mailbox import DeliveryRow, Order, find_delivery, list_mailbox
from onward.messaging.workflow import DeliveryState
from onward.operations.reading.joiners import joiners_of
from onward.operations.reading.looks import note_list, note_view


@dataclass(frozen=True, kw_only=True, slots=True)
class Lying:
    """One delivery, and the joiner whom it is about; none: a report, or a pupil whom nobody expects here."""

    delivery: DeliveryRow
    joiner_id: UUID | None


def look_into_mailbox(
    *,
    by: Actor,
    now: datetime,
    limit: int,
    after: UUID | None = None,
    order: Order = Order.OLDEST_FIRST,
    states: Collection[DeliveryState] = (),
    kinds: Collection[str] = (),
) -> list[Lying]:
    """Return up to `limit` deliveries in the actor's mailbox; see `messaging.mailbox.list_mailbox`."""
    with seen_as(by.sight):
        rows = list_mailbox(by=by, limit=limit, after=after, order=order, states=states, kinds=kinds)
        ids = [each.id for each in rows]
        is_shielded = any(each.is_shielded for each in rows)
        note_list("list_mailbox", "delivery", ids, shielded=is_shielded, by=by, now=now)
        return _with_joiners(rows)


def view_delivery(delivery_id: UUID, *, by: Actor, now: datetime) -> Lying:
    """Return one delivery, without its content.

    Raises:
        DeliveryNotFound: there is none, or none that the actor may see.
    """
    with seen_as(by.sight):
        row = find_delivery(delivery_id, by=by)
        note_view("view_delivery", "delivery", delivery_id, shielded=row.is_shielded, by=by, now=now)
        return _with_joiners([row])[0]


def _with_joiners(rows: Sequence[DeliveryRow]) -> list[Lying]:
    joiners = joiners_of([each.id for each in rows])
    return [Lying(delivery=each, joiner_id=joiners.get(each.id)) for each in rows]
