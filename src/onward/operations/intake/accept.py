"""Accept a batch: load, decide, save, in one transaction. Accepted means durable, with all effects."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
import structlog
from django.db import IntegrityError, OperationalError

from onward.audit.services import Act
from onward.audit.services import write as write_audit
from onward.database.driver import is_there, keeping_plans
from onward.database.gathering import gathered
from onward.database.locks import hold
from onward.database.sight import seen_as
from onward.formats.fault_table import fault
from onward.formats.forms import Kind
from onward.foundation.ids import uuid7
from onward.foundation.sight import HUB
from onward.foundation.workflow import MoveNotAllowed
from onward.messaging.post import Key, Known, Outgoing, known_messages, newest_messages, write_messages
from onward.messaging.sealing import Keyring
from onward.operations.intake import answers, arrivals, departures, records
from onward.operations.intake.effects import Effect
from onward.operations.intake.hearing import Hearing
from onward.operations.intake.items import Item, ItemRefused, Verdict, quoted_in, repeat_of
from onward.operations.intake.standing import still_stands
from onward.operations.intake.world import load_world
from onward.pupils.quoted import identity_names

log = structlog.get_logger(__name__)

_HANDLERS: dict[Kind, Callable[[Hearing, Any], Effect]] = {
    Kind.DEPARTURE: departures.handle,
    Kind.RECORD: records.handle,
    Kind.ARRIVAL: arrivals.handle,
    Kind.NO_ARRIVAL: answers.no_arrival,
    Kind.REDIRECT: answers.redirect,
    Kind.WITHDRAWAL: answers.withdrawal,
    Kind.CONFIRMATION: answers.confirmation,
}


def accept(items: Sequence[Item], *, now: datetime, keyring: Keyring) -> list[Verdict]:
    """Take the items in order, in one transaction, and return a verdict for each, in order.

    When this returns, everything accepted is committed. A rejected item leaves nothing and does not touch
    the others. Where the database refuses the batch, each item is tried on its own; one that it refuses
    alone is rejected, and logged. A connection that is lost is no item's fault: all are tried on a new one,
    and what was committed as it broke is told as repeated.

    Raises:
        DatabaseError: the database is not there, or cannot write, or the connection was lost inside an
            outer transaction; what is raised is the cause of it. A repeat with the same keys tells what
            was kept.
    """
    if not items:
        return []
    try:
        return _accept_together(items, now=now, keyring=keyring)
    except (IntegrityError, OperationalError):
        if not is_there():
            raise
        return [_accept_alone(each, now=now, keyring=keyring) for each in items]


def _accept_alone(item: Item, *, now: datetime, keyring: Keyring) -> Verdict:
    try:
        return _accept_together([item], now=now, keyring=keyring)[0]
    except IntegrityError as refusal:
        log.error("item_refused_by_database", school=item.school.key, rule=_rule_of(refusal))
        return Verdict(key=item.key, is_accepted=False, faults=(fault("not-taken", ""),))


def _rule_of(refusal: IntegrityError) -> str:
    """Return the name of the constraint: the message itself would tell what is in the row."""
    cause = refusal.__cause__
    return (isinstance(cause, psycopg.Error) and cause.diag.constraint_name) or ""


def _accept_together(items: Sequence[Item], *, now: datetime, keyring: Keyring) -> list[Verdict]:
    with seen_as(HUB), keeping_plans():
        _lock(items)
        return _Batch(items, now).decide(keyring)


def _lock(items: Sequence[Item]) -> None:
    """Hold the identities and the keys of the batch until the transaction ends."""
    hold(identity_names(quoted_in(items)) | {f"{each.school.id}|{each.by.id}|{each.key}" for each in items})


def _key(item: Item) -> Key:
    return Key(school_id=item.school.id, sender_id=item.by.id, key=item.key)


class _Batch:
    """One batch under way."""

    def __init__(self, items: Sequence[Item], now: datetime) -> None:
        self.items = items
        self.now = now
        self.known = known_messages({_key(each) for each in items if not each.key_steps_on})
        self.known |= newest_messages({_key(each) for each in items if each.key_steps_on})
        fresh = [each for each in items if each.key_steps_on or _key(each) not in self.known]
        told = [self.known.get(_key(each)) for each in fresh]
        self.world = load_world(
            fresh, also={each.pupil_id for each in told if each and each.pupil_id}, now=now
        )
        self.outgoing: list[Outgoing] = []
        self.acts: list[Act] = []

    def decide(self, keyring: Keyring) -> list[Verdict]:
        verdicts = [self._verdict(each) for each in self.items]
        with gathered():
            write_messages(self.outgoing, keyring=keyring)
            write_audit(self.acts, now=self.now)
            self.world.save()
        return verdicts

    def _verdict(self, item: Item) -> Verdict:
        known = self.known.get(_key(item))
        if known and (not item.key_steps_on or still_stands(item, known, self.world)):
            return _repeat(item, known)
        message_id = uuid7(self.now)
        try:
            effect = _HANDLERS[item.said.kind](
                Hearing(world=self.world, item=item, message_id=message_id), item.said
            )
        except ItemRefused as refused:
            return Verdict(key=item.key, is_accepted=False, faults=(*item.notes, *refused.faults))
        except MoveNotAllowed:
            return Verdict(key=item.key, is_accepted=False, faults=(fault("move-not-allowed", ""),))
        return self._accepted(item, message_id, effect, number=known.number + 1 if known else 1)

    def _accepted(self, item: Item, message_id: UUID, effect: Effect, *, number: int) -> Verdict:
        verdict = Verdict(
            key=_key(item).at(number),
            is_accepted=True,
            message_id=message_id,
            leaver=effect.leaver,
            joiner=effect.joiner,
            faults=(*item.notes, *effect.warnings),
        )
        message = self._outgoing(item, message_id, effect, verdict)
        self.outgoing.append(message)
        self.known[_key(item)] = Known(
            id=message_id,
            content_sha256=message.content_sha256,
            answer=message.answer,
            pupil_id=message.pupil_id,
            number=number,
        )
        self.acts.append(_act(item, message))
        return verdict

    def _outgoing(self, item: Item, message_id: UUID, effect: Effect, verdict: Verdict) -> Outgoing:
        return Outgoing(
            id=message_id,
            kind=item.said.kind.value,
            sender_school_id=item.school.id,
            authority_id=item.school.authority_id,
            sender_id=item.by.id,
            idempotency_key=verdict.key,
            content=item.content,
            content_sha256=item.content_sha256,
            transfer_id=effect.journey.transfer.id if effect.journey else None,
            pupil_id=effect.pupil.id,
            answer=verdict.to_answer(),
            is_shielded=_tells_where(item.said.kind, effect),
            accepted_at=self.now,
            documents=effect.documents,
        )


def _tells_where(kind: Kind, effect: Effect) -> bool:
    """Say whether this message tells where a protected child is, or was while nobody was to know it.

    That a child is not at a school tells nothing, unless the school was told under protection to expect them.
    """
    if not effect.pupil.is_shielded or effect.journey is None:
        return effect.pupil.is_shielded and kind is Kind.ARRIVAL
    if kind in {Kind.ARRIVAL, Kind.NO_ARRIVAL}:
        return kind is Kind.ARRIVAL or effect.journey.transfer.is_kept_back
    return effect.journey.leaver is not None and effect.journey.leaver.is_shielded


def _repeat(item: Item, known: Known) -> Verdict:
    if known.content_sha256 != item.content_sha256:
        return Verdict(key=item.key, is_accepted=False, faults=(fault("duplicate-key-other-content", ""),))
    return repeat_of(_key(item).at(known.number), known.id, known.answer)


def _act(item: Item, message: Outgoing) -> Act:
    return Act(
        by=item.by,
        act=f"send_{message.kind.replace('-', '_')}",
        subject_kind="message",
        subject_id=str(message.id),
        school_id=item.school.id,
        authority_id=item.school.authority_id,
        shielded=message.is_shielded,
    )
