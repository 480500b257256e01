"""What lies in a mailbox, as its owner sees it: envelopes, never their content."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.messaging.errors import DeliveryNotFound
from onward.messaging.models import Delivery
from onward.messaging.queries import DeliveryQuerySet
from onward.messaging.workflow import DeliveryState


class Order(StrEnum):
    """In which order a mailbox is listed. Identifiers are in the order of time."""

    OLDEST_FIRST = "oldest-first"
    NEWEST_FIRST = "newest-first"


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryRow:
    """One message in one mailbox. No `school_id`: the centre's; no `sender_school_id`: the hub sent it."""

    id: UUID
    message_id: UUID
    school_id: int | None
    kind: str
    sender_school_id: int | None
    size: int
    content_sha256: bytes
    state: DeliveryState
    available_at: datetime
    expires_on: date
    collected_at: datetime | None
    acknowledged_at: datetime | None
    filed_at: datetime | None
    is_shielded: bool


def list_mailbox(
    *,
    by: Actor,
    limit: int,
    after: UUID | None = None,
    order: Order = Order.OLDEST_FIRST,
    states: Collection[DeliveryState] = (),
    kinds: Collection[str] = (),
) -> list[DeliveryRow]:
    """Return up to `limit` deliveries of the actor's mailbox, going on behind the delivery `after`.

    No kinds: all of them. No states: all but what has gone on to another mailbox.
    """
    with seen_as(by.sight):
        rows = Delivery.objects.visible_to(by).in_mailbox_of(by).of_kinds(kinds)
        rows = rows.in_states(states) if states else rows.lying_there()
        return _rows(_page(rows, after, order)[:limit])


def find_delivery(delivery_id: UUID, *, by: Actor) -> DeliveryRow:
    """Return one delivery that the actor may see.

    Raises:
        DeliveryNotFound: there is none, or none that the actor may see.
    """
    with seen_as(by.sight):
        rows = _rows(Delivery.objects.visible_to(by).filter(pk=delivery_id))
    if not rows:
        raise DeliveryNotFound
    return rows[0]


def deliveries_of(message_ids: Collection[UUID], *, by: Actor) -> list[DeliveryRow]:
    """Return what lies of these messages in the mailbox that the actor empties, oldest first."""
    with seen_as(by.sight):
        own = Delivery.objects.visible_to(by).in_mailbox_of(by).lying_there()
        return _rows(own.filter(message_id__in=message_ids).order_by("id"))


def _page(rows: DeliveryQuerySet, after: UUID | None, order: Order) -> DeliveryQuerySet:
    if order is Order.NEWEST_FIRST:
        return (rows if after is None else rows.filter(id__lt=after)).order_by("-id")
    return (rows if after is None else rows.filter(id__gt=after)).order_by("id")


def _rows(rows: DeliveryQuerySet) -> list[DeliveryRow]:
    names = [each.name for each in fields(DeliveryRow)]
    return [
        DeliveryRow(
            **values
            | {
                "state": DeliveryState(values["state"]),
                "content_sha256": bytes(values["content_sha256"]),
            }
        )
        for values in rows.values(*names)
    ]
