"""Write messages, and put them into mailboxes: set-based, in the caller's transaction, as the hub."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from onward.database.bulk import Columns, fetch, insert_with_bytes, run
from onward.messaging.sealing import Keyring

FOLLOWS_THE_PUPIL = ("departure", "record")
SCHEMA_VERSION = 1

_MESSAGES = Columns(
    "messaging_message",
    id="uuid", kind="text", sender_school_id="int", authority_id="text", sender_id="text",
    idempotency_key="text", content_sha256="bytea", size="int", schema_version="smallint", transfer_id="uuid",
    pupil_id="uuid", answer="jsonb", is_shielded="bool", accepted_at="timestamptz",
)  # fmt: skip
_ENCLOSURES = Columns("messaging_enclosure", message_id="uuid", document_id="uuid")


@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing:
    """One accepted message that is to be written, with its content."""

    id: UUID
    kind: str
    sender_school_id: int | None
    authority_id: str
    sender_id: str
    idempotency_key: str
    content: bytes
    content_sha256: bytes
    transfer_id: UUID | None
    pupil_id: UUID | None
    answer: dict[str, object]
    is_shielded: bool
    accepted_at: datetime
    documents: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A message that was accepted before under the same key, with the answer that was given then.

    `number` says how many were accepted under a key that steps on, this one included; else it is 1.
    """

    id: UUID
    content_sha256: bytes
    answer: dict[str, Any]
    pupil_id: UUID | None
    number: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """What makes a repeat a repeat: the school, who sends for it, and the sender's own key."""

    school_id: int
    sender_id: str
    key: str

    def at(self, number: int) -> str:
        """Return the key under which the first, second, third ... message of a key that steps on is kept."""
        return self.key if number == 1 else f"{self.key}-{number}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Forward:
    """Everything that follows the pupil on one transfer goes to one mailbox; no school: the centre's."""

    transfer_id: UUID
    school_id: int | None
    authority_id: str
    named_id: int | None
    expires_on: date
    is_shielded: bool


def known_messages(keys: Collection[Key]) -> dict[Key, Known]:
    """Return what was accepted before under these keys."""
    if not keys:
        return {}
    given = list(keys)
    rows = fetch(_KNOWN, [[k.school_id for k in given], [k.sender_id for k in given], [k.key for k in given]])
    return {
        Key(school_id=row[0], sender_id=row[1], key=row[2]): Known(
            id=row[3], content_sha256=bytes(row[4]), answer=json.loads(row[5]), pupil_id=row[6]
        )
        for row in rows
    }


def newest_messages(keys: Collection[Key]) -> dict[Key, Known]:
    """Return the newest of what was accepted before under these keys, which step on.

    A statement more for each step that any of them took, however many they are.
    """
    newest: dict[Key, Known] = {}
    step, number = {each: each for each in keys}, 1
    while known := known_messages(step):
        newest |= {step[each]: replace(found, number=number) for each, found in known.items()}
        number += 1
        step = {replace(key, key=key.at(number)): key for key in (step[each] for each in known)}
    return newest


def write_messages(messages: Sequence[Outgoing], *, keyring: Keyring) -> None:
    """Write the messages with their encrypted payloads and enclosures."""
    insert_with_bytes(
        "messaging_payload",
        ("message_id", "key_id", "wrapped_key", "ciphertext"),
        [_payload(each, keyring) for each in messages],
    )
    _MESSAGES.insert([_values(each) for each in messages])
    _ENCLOSURES.insert([(each.id, document) for each in messages for document in each.documents])


def forward(forwards: Sequence[Forward], *, now: datetime) -> None:
    """Put departures and records into the mailboxes where the pupil is expected, once for each mailbox."""
    if forwards:
        run(
            _FORWARD,
            [
                now,
                list(FOLLOWS_THE_PUPIL),
                [each.transfer_id for each in forwards],
                [each.school_id for each in forwards],
                [each.authority_id for each in forwards],
                [each.named_id for each in forwards],
                [each.expires_on for each in forwards],
                [each.is_shielded for each in forwards],
            ],
        )


def recall(recalls: Sequence[tuple[UUID, int | None]], *, now: datetime) -> None:
    """Take back what still waits where it is to wait no longer: at a school, or at the centre (none)."""
    if recalls:
        run(_RECALL, [now, [transfer for transfer, _ in recalls], [school for _, school in recalls]])


def _values(each: Outgoing) -> tuple[object, ...]:
    return (
        each.id, each.kind, each.sender_school_id, each.authority_id, each.sender_id, each.idempotency_key,
        each.content_sha256, len(each.content), SCHEMA_VERSION, each.transfer_id, each.pupil_id,
        json.dumps(each.answer), each.is_shielded, each.accepted_at,
    )  # fmt: skip


def _payload(each: Outgoing, keyring: Keyring) -> tuple[object, ...]:
    sealed = keyring.seal(each.content, bound_to=each.id)
    return (each.id, sealed.key_id, sealed.wrapped_key, sealed.ciphertext)


_KNOWN = """
    SELECT sender_school_id, sender_id, idempotency_key, id, content_sha256, answer, pupil_id
    FROM messaging_message
    JOIN unnest(%s::int[], %s::text[], %s::text[]) AS given (sender_school_id, sender_id, idempotency_key)
    USING (sender_school_id, sender_id, idempotency_key)
"""
_FORWARD = """
    INSERT INTO messaging_delivery (
        id, message_id, school_id, authority_id, state, is_as_addressed, available_at, expires_on,
        is_shielded, kind, sender_school_id, size, content_sha256
    )
    SELECT onward_uuid7(), message.id, given.school_id, given.authority_id, 'available',
        given.school_id IS NOT DISTINCT FROM given.named_id AND given.school_id IS NOT NULL,
        %s, given.expires_on,
        given.is_shielded, message.kind, message.sender_school_id, message.size, message.content_sha256
    FROM messaging_message AS message
    JOIN unnest(%s::text[]) AS follows (kind) ON follows.kind = message.kind
    JOIN unnest(%s::uuid[], %s::int[], %s::text[], %s::int[], %s::date[], %s::bool[])
        AS given (transfer_id, school_id, authority_id, named_id, expires_on, is_shielded)
        ON given.transfer_id = message.transfer_id
    WHERE NOT EXISTS (
        SELECT FROM messaging_delivery AS there
        WHERE there.message_id = message.id AND there.school_id IS NOT DISTINCT FROM given.school_id
            AND there.state <> 'readdressed'
    )
    ORDER BY message.id
"""
_RECALL = """
    UPDATE messaging_delivery AS delivery SET state = 'readdressed', closed_at = %s
    FROM messaging_message AS message
    JOIN unnest(%s::uuid[], %s::int[]) AS given (transfer_id, school_id)
        ON given.transfer_id = message.transfer_id
    WHERE delivery.message_id = message.id AND delivery.school_id IS NOT DISTINCT FROM given.school_id
        AND delivery.state IN ('available', 'expired')
"""
