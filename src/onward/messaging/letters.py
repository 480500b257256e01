"""The hub's own messages: letters into one school's mailbox, written by a job and never about whereabouts."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from onward.audit import services as audit
from onward.database.bulk import Columns
from onward.directory.register import Register, SchoolFact, current_register
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.foundation.ids import uuid7
from onward.messaging.collecting_time import collect_by
from onward.messaging.policies import check_is_job
from onward.messaging.post import Outgoing, write_messages
from onward.messaging.sealing import Keyring

_DELIVERIES = Columns(
    "messaging_delivery",
    id="uuid", message_id="uuid", school_id="int", authority_id="text", state="text", is_as_addressed="bool",
    available_at="timestamptz", expires_on="date", is_shielded="bool", kind="text", size="int",
    content_sha256="bytea",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """One letter. `key` says what it is about, so that the caller can tell whether it was written before.

    What is `said` must be the same for every child: it tells nothing that the addressee does not know.
    """

    key: str
    kind: str
    to_school_id: int
    said: Mapping[str, object]


def write_letters(letters: Sequence[Letter], *, by: Actor, now: datetime, keyring: Keyring) -> None:
    """Put each letter into the mailbox of the school that answers for its addressee now, else of the centre.

    In the caller's transaction, as the hub.

    Raises:
        NotPermitted: the actor is no job of the hub.
    """
    check_is_job(by)
    register = current_register()
    today = today_in_scotland(now)
    posted = [
        (_outgoing(each, by=by, now=now), register.successor_of(register.by_id[each.to_school_id], today))
        for each in letters
    ]
    write_messages([outgoing for outgoing, _ in posted], keyring=keyring)
    _DELIVERIES.insert([_delivery(outgoing, school, register, now) for outgoing, school in posted])
    audit.write([_act(by, outgoing, school) for outgoing, school in posted], now)


def sender_of(by: Actor) -> str:
    """Return how a job is named as the sender of its letters."""
    return f"{by.kind}:{by.id}"[:80]


def _outgoing(letter: Letter, *, by: Actor, now: datetime) -> Outgoing:
    content = json.dumps({"kind": letter.kind, **letter.said}, ensure_ascii=False).encode()
    return Outgoing(
        id=uuid7(now),
        kind=letter.kind,
        sender_school_id=None,
        authority_id="",
        sender_id=sender_of(by),
        idempotency_key=letter.key,
        content=content,
        content_sha256=hashlib.sha256(content).digest(),
        transfer_id=None,
        pupil_id=None,
        answer={},
        is_shielded=False,
        accepted_at=now,
    )


def _delivery(
    message: Outgoing, school: SchoolFact | None, register: Register, now: datetime
) -> tuple[object, ...]:
    authority_id = school.authority_id if school else ""
    return (
        uuid7(now), message.id, school.id if school else None, authority_id, "available", False, now,
        collect_by(register, authority_id, now), False, message.kind, len(message.content),
        message.content_sha256,
    )  # fmt: skip


def _act(by: Actor, message: Outgoing, school: SchoolFact | None) -> audit.Act:
    return audit.Act(
        by=by,
        act=f"send_{message.kind}",
        subject_kind="message",
        subject_id=str(message.id),
        school_id=school.id if school else None,
        authority_id=school.authority_id if school else None,
        shielded=False,
    )
