"""What became of a sent message, as its sender may know it. This file decides how much that is.

A sender sees receipts only of the mailboxes that it named itself; of all others it sees that the
message was accepted, and no more. A receipt that was once told stays as it was: that receipts vanish,
or that a message was taken back from a mailbox, would tell that the child was found elsewhere.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from onward.database.bulk import fetch
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.sight import HUB
from onward.messaging.errors import MessageNotFound
from onward.messaging.models import Message
from onward.messaging.queries import MessageQuerySet


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """What a mailbox that the sender named did with the message. What is missing was not told."""

    school_id: int
    collected_at: datetime
    acknowledged_at: datetime | None
    filed_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SentRow:
    """One message that was accepted, with the receipts that its sender may see."""

    id: UUID
    kind: str
    sender_school_id: int | None
    idempotency_key: str
    size: int
    content_sha256: bytes
    accepted_at: datetime
    receipts: tuple[Receipt, ...]


def list_sent(
    *, by: Actor, limit: int, after: UUID | None = None, kinds: Collection[str] = ()
) -> list[SentRow]:
    """Return up to `limit` messages that the actor's side sent, newest first, going on behind `after`."""
    with seen_as(by.sight):
        sent = _rows(Message.objects.visible_to(by).of_kinds(kinds).after(after)[:limit])
    return _with_receipts(sent)


def find_sent(message_id: UUID, *, by: Actor) -> SentRow:
    """Return one message that the actor's side sent.

    Raises:
        MessageNotFound: there is none, or none that the actor may see.
    """
    with seen_as(by.sight):
        sent = _rows(Message.objects.visible_to(by).filter(pk=message_id))
    if not sent:
        raise MessageNotFound
    return _with_receipts(sent)[0]


def sent_about(transfer_id: UUID, *, by: Actor) -> list[SentRow]:
    """Return what the actor's side sent about one transfer, newest first."""
    return sent_about_any([transfer_id], by=by)


def sent_about_any(transfer_ids: Collection[UUID], *, by: Actor) -> list[SentRow]:
    """Return what the actor's side sent about any of these transfers, newest first."""
    with seen_as(by.sight):
        sent = _rows(Message.objects.visible_to(by).filter(transfer_id__in=[*transfer_ids]).after(None))
    return _with_receipts(sent)


def _rows(messages: MessageQuerySet) -> list[Message]:
    shown = ("id", "kind", "sender_school_id", "idempotency_key", "size", "content_sha256", "accepted_at")
    return list(messages.only(*shown))


def _with_receipts(sent: list[Message]) -> list[SentRow]:
    receipts = _receipts([each.id for each in sent])
    return [
        SentRow(
            id=each.id,
            kind=each.kind,
            sender_school_id=each.sender_school_id,
            idempotency_key=each.idempotency_key,
            size=each.size,
            content_sha256=bytes(each.content_sha256),
            accepted_at=each.accepted_at,
            receipts=tuple(receipts[each.id]),
        )
        for each in sent
    ]


def _receipts(found: list[UUID]) -> defaultdict[UUID, list[Receipt]]:
    """Return what the senders of these messages may know. They were found in the sender's own sight."""
    receipts: defaultdict[UUID, list[Receipt]] = defaultdict(list)
    with seen_as(HUB):
        rows = fetch(_RECEIPTS, [found])
    for row in rows:
        receipts[row[0]].append(
            Receipt(
                school_id=row[1],
                collected_at=row[2],
                acknowledged_at=row[3],
                filed_at=row[4],
            )
        )
    return receipts


# Neither the state nor the closing time is read: they change by what others do. Two deliveries in one
# mailbox are told as one, for the second says that the child was expected there once more. What was
# shielded from its beginning has no time of hushing, and is not told at all. That a message lies in a
# mailbox is not told before it is collected: of a child found elsewhere nothing is put there any more.
_RECEIPTS = """
    SELECT delivery.message_id, delivery.school_id,
        min(delivery.collected_at) FILTER (WHERE told.is_open OR delivery.collected_at < delivery.hushed_at),
        min(delivery.acknowledged_at)
            FILTER (WHERE told.is_open OR delivery.acknowledged_at < delivery.hushed_at),
        min(delivery.filed_at) FILTER (WHERE told.is_open OR delivery.filed_at < delivery.hushed_at)
    FROM messaging_delivery AS delivery
    JOIN messaging_message AS message ON message.id = delivery.message_id
    CROSS JOIN LATERAL (
        SELECT delivery.hushed_at IS NULL AND NOT delivery.is_shielded AS is_open
    ) AS told
    WHERE delivery.message_id = ANY(%s) AND delivery.is_as_addressed AND delivery.school_id IS NOT NULL
        AND NOT message.is_shielded AND (told.is_open OR delivery.collected_at < delivery.hushed_at)
        AND delivery.collected_at IS NOT NULL
    GROUP BY delivery.message_id, delivery.school_id
    ORDER BY delivery.message_id, 3, delivery.school_id
"""
