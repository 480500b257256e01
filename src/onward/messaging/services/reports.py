"""The hub's own messages: a report to a sender, in the sender's mailbox, of what failed."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from onward.audit import services as audit
from onward.database.bulk import Columns, fetch, run
from onward.database.sight import seen_as
from onward.directory.register import Register, SchoolFact, current_register
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.foundation.ids import uuid7
from onward.foundation.sight import HUB
from onward.messaging.collecting_time import collect_by
from onward.messaging.policies import check_is_job
from onward.messaging.post import Outgoing, write_messages
from onward.messaging.sealing import Keyring

REPORT = "report"

_DELIVERIES = Columns(
    "messaging_delivery",
    id="uuid", message_id="uuid", school_id="int", authority_id="text", state="text", is_as_addressed="bool",
    available_at="timestamptz", expires_on="date", is_shielded="bool", kind="text", size="int",
    content_sha256="bytea",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """One delivery that failed: what happened, in a word and in plain words, and what would mend it.

    The words must be the same for every child: they go to the old school.
    """

    delivery_id: UUID
    what: str
    code: str
    message: str
    mend: str


def report_to_senders(failures: Sequence[Failure], *, by: Actor, now: datetime, keyring: Keyring) -> int:
    """Put a report of each failure into its sender's mailbox, and return how many were put there.

    A sender is told only of mailboxes that it named itself, and of nothing that tells where a protected
    child is. Each failure is reported once, however often this is called.

    Raises:
        NotPermitted: the actor is no job of the hub.
    """
    check_is_job(by)
    with seen_as(HUB):
        register = current_register()
        told = list(_reports(failures, register, by=by, now=now))
        write_messages([each.outgoing for each in told], keyring=keyring)
        _DELIVERIES.insert([_delivery(each, register, now) for each in told])
        audit.write([_act(by, each) for each in told], now)
    return len(told)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Report:
    """One report, and the school that answers for its addressee now; none: the centre takes it."""

    outgoing: Outgoing
    school: SchoolFact | None


def _reports(
    failures: Iterable[Failure], register: Register, *, by: Actor, now: datetime
) -> Iterator[_Report]:
    by_key = {f"{REPORT}:{each.delivery_id}:{each.code}": each for each in failures}
    deliveries = [each.delivery_id for each in by_key.values()]
    run(_LOCK, [deliveries])
    to_tell = fetch(_TO_TELL, [list(by_key), deliveries, _sender(by)])
    for key, message_id, sender_school_id in to_tell:
        sender = register.by_id[sender_school_id]
        yield _Report(
            outgoing=_outgoing(key, by_key[key], message_id, by=by, now=now),
            school=register.successor_of(sender, today_in_scotland(now)),
        )


def _outgoing(key: str, failure: Failure, about: UUID, *, by: Actor, now: datetime) -> Outgoing:
    said: dict[str, Any] = {
        "kind": REPORT,
        "about": str(about),
        "what": failure.what,
        "code": failure.code,
        "message": failure.message,
        "mend": failure.mend,
    }
    content = json.dumps(said, ensure_ascii=False).encode()
    return Outgoing(
        id=uuid7(now),
        kind=REPORT,
        sender_school_id=None,
        authority_id="",
        sender_id=_sender(by),
        idempotency_key=key,
        content=content,
        content_sha256=hashlib.sha256(content).digest(),
        transfer_id=None,
        pupil_id=None,
        answer={},
        is_shielded=False,
        accepted_at=now,
    )


def _delivery(report: _Report, register: Register, now: datetime) -> tuple[object, ...]:
    message, school = report.outgoing, report.school
    authority_id = school.authority_id if school else ""
    return (
        uuid7(now), message.id, school.id if school else None, authority_id, "available", False, now,
        collect_by(register, authority_id, now), False, message.kind, len(message.content),
        message.content_sha256,
    )  # fmt: skip


def _sender(by: Actor) -> str:
    return f"{by.kind}:{by.id}"[:80]


def _act(by: Actor, report: _Report) -> audit.Act:
    return audit.Act(
        by=by,
        act="send_report",
        subject_kind="message",
        subject_id=str(report.outgoing.id),
        school_id=report.school.id if report.school else None,
        authority_id=report.school.authority_id if report.school else None,
        shielded=False,
    )


# Locked by a statement of its own, so that of two jobs the second one sees what the first has reported.
_LOCK = "SELECT FROM messaging_delivery WHERE id = ANY(%s) ORDER BY id FOR UPDATE"
_TO_TELL = """
    SELECT failed.key, message.id, message.sender_school_id
    FROM unnest(%s::text[], %s::uuid[]) AS failed (key, delivery_id)
    JOIN messaging_delivery AS delivery ON delivery.id = failed.delivery_id
    JOIN messaging_message AS message ON message.id = delivery.message_id
    WHERE delivery.is_as_addressed AND NOT delivery.is_shielded AND delivery.hushed_at IS NULL
        AND NOT message.is_shielded AND message.sender_school_id IS NOT NULL
        AND NOT EXISTS (
            SELECT FROM messaging_message AS told
            WHERE told.sender_school_id IS NULL AND told.sender_id = %s AND told.idempotency_key = failed.key
        )
    ORDER BY delivery.id
"""
