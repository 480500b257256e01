"""Take messages out of a mailbox: collect, acknowledge, file. Each verb may be repeated.

A delivery is found in the actor's own sight first, and changed in the hub's. The forms for many answer
each delivery on its own: one that is refused does not stop the others.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from onward.audit import services as audit
from onward.database.bulk import run
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.errors import OnwardError
from onward.foundation.sight import HUB
from onward.foundation.workflow import MoveNotAllowed
from onward.messaging.contents import Content, open_contents
from onward.messaging.errors import DeliveryNotFound, ReceiptMismatch
from onward.messaging.models import Delivery
from onward.messaging.sealing import Keyring
from onward.messaging.workflow import WORKFLOW, DeliveryState

Answer = TypeVar("Answer")


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """How far a delivery is now, and when the asked step was first taken."""

    delivery_id: UUID
    state: DeliveryState
    at: datetime


def collect(delivery_id: UUID, *, by: Actor, now: datetime, keyring: Keyring) -> Content:
    """Return the content of a delivery, which counts as collected from the first time on.

    What expired can still be collected, and what was collected can be collected again.

    Raises:
        DeliveryNotFound: there is none, or none in a mailbox that the actor empties.
        MoveNotAllowed: it has gone on to another mailbox.
        PayloadErased: the content was erased for good.
        PayloadNotReadable: the content cannot be opened. It then does not count as collected.
    """
    return _only(collect_many([delivery_id], by=by, now=now, keyring=keyring), delivery_id)


def collect_many(
    delivery_ids: Collection[UUID], *, by: Actor, now: datetime, keyring: Keyring
) -> dict[UUID, Content | OnwardError]:
    """Collect several deliveries; the answer to each is its content, or why there is none (see `collect`)."""
    answers: dict[UUID, Content | OnwardError] = {each: DeliveryNotFound() for each in delivery_ids}
    with _locked(delivery_ids, by) as deliveries:
        steps = _Steps("collect", by=by, now=now)
        answers |= open_contents(deliveries, keyring)
        for delivery in deliveries:
            content = answers[delivery.id]
            if isinstance(content, Content):
                moved = steps.take(delivery)
                answers[delivery.id] = content if isinstance(moved, Moved) else moved
        steps.save(looked_at=[each for each in deliveries if isinstance(answers[each.id], Content)])
    return answers


def acknowledge(delivery_id: UUID, *, sha256: bytes, by: Actor, now: datetime) -> Moved:
    """Confirm that a collected content arrived whole. Repeated, it answers as the first time.

    Raises:
        DeliveryNotFound: there is none, or none in a mailbox that the actor empties.
        ReceiptMismatch: the checksum is not that of the content.
        MoveNotAllowed: it was not collected, or was filed already without this.
    """
    return _only(acknowledge_many({delivery_id: sha256}, by=by, now=now), delivery_id)


def acknowledge_many(
    received: Mapping[UUID, bytes], *, by: Actor, now: datetime
) -> dict[UUID, Moved | OnwardError]:
    """Acknowledge several deliveries, each with the SHA-256 of what was received (see `acknowledge`)."""
    answers: dict[UUID, Moved | OnwardError] = {each: DeliveryNotFound() for each in received}
    with _locked(received, by) as deliveries:
        steps = _Steps("acknowledge", by=by, now=now)
        for delivery in deliveries:
            is_same = bytes(delivery.content_sha256) == received[delivery.id]
            answers[delivery.id] = steps.take(delivery) if is_same else ReceiptMismatch()
        steps.save()
    return answers


def file(delivery_id: UUID, *, by: Actor, now: datetime) -> Moved:
    """Say that a collected content is in the school's own system. Repeated, it answers as the first time.

    Raises:
        DeliveryNotFound: there is none, or none in a mailbox that the actor empties.
        MoveNotAllowed: it was not collected.
    """
    return _only(file_many([delivery_id], by=by, now=now), delivery_id)


def file_many(delivery_ids: Collection[UUID], *, by: Actor, now: datetime) -> dict[UUID, Moved | OnwardError]:
    """File several deliveries (see `file`)."""
    answers: dict[UUID, Moved | OnwardError] = {each: DeliveryNotFound() for each in delivery_ids}
    with _locked(delivery_ids, by) as deliveries:
        steps = _Steps("file", by=by, now=now)
        answers |= {each.id: steps.take(each) for each in deliveries}
        steps.save()
    return answers


@contextmanager
def _locked(delivery_ids: Collection[UUID], by: Actor) -> Iterator[list[Delivery]]:
    """Lock what lies in the actor's mailbox, in the order of ids, for the length of the block."""
    with seen_as(by.sight):
        own = Delivery.objects.visible_to(by).in_mailbox_of(by).filter(pk__in=delivery_ids)
        found = list(own.values_list("id", flat=True))
    with seen_as(HUB):
        yield list(Delivery.objects.filter(pk__in=found).order_by("id").select_for_update())


@dataclass
class _Steps:
    """One move of several locked deliveries: the only place where the state of a delivery changes hands."""

    move: str
    by: Actor = field(kw_only=True)
    now: datetime = field(kw_only=True)
    taken: list[Delivery] = field(default_factory=list, init=False)

    def take(self, delivery: Delivery) -> Moved | MoveNotAllowed:
        """Move one delivery; one that was moved before stays as it is."""
        stamp = _STAMPS[self.move]
        if getattr(delivery, stamp) is None:
            try:
                delivery.state = WORKFLOW.end_of(self.move, DeliveryState(delivery.state))
            except MoveNotAllowed as refusal:
                return refusal
            # Clocks of two machines may differ by more than a message lies in the mailbox.
            setattr(delivery, stamp, max(self.now, delivery.available_at))
            self.taken.append(delivery)
        return Moved(
            delivery_id=delivery.id, state=DeliveryState(delivery.state), at=getattr(delivery, stamp)
        )

    def save(self, *, looked_at: Sequence[Delivery] = ()) -> None:
        """Write what was moved, and the audit of it and of every look."""
        if self.taken:
            ids, times = [each.id for each in self.taken], [self._time(each) for each in self.taken]
            run(_SAVE[self.move], [self.taken[0].state, ids, times])
        audit.write([self._act(each) for each in looked_at or self.taken], self.now)

    def _time(self, delivery: Delivery) -> datetime:
        time: datetime = getattr(delivery, _STAMPS[self.move])
        return time

    def _act(self, delivery: Delivery) -> audit.Act:
        return audit.Act(
            by=self.by,
            act=f"{self.move}_delivery",
            subject_kind="delivery",
            subject_id=str(delivery.id),
            school_id=delivery.school_id,
            authority_id=delivery.authority_id or None,
            shielded=delivery.is_shielded,
            detail={"message": str(delivery.message_id)},
        )


def _only(answers: Mapping[UUID, Answer | OnwardError], delivery_id: UUID) -> Answer:
    answer = answers[delivery_id]
    if isinstance(answer, OnwardError):
        raise answer
    return answer


_STAMPS = {"collect": "collected_at", "acknowledge": "acknowledged_at", "file": "filed_at"}
_SAVE = {
    move: f"""
        UPDATE messaging_delivery AS delivery SET state = %s, {stamp} = taken.at
        FROM unnest(%s::uuid[], %s::timestamptz[]) AS taken (id, at)
        WHERE delivery.id = taken.id
    """  # noqa: S608 -- column names of our own
    for move, stamp in _STAMPS.items()
}
