"""Write the audit, seal it, verify it, prove one entry of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from psycopg import sql

from onward.audit import walk
from onward.audit.findings import Verification
from onward.audit.leaf import Facts
from onward.audit.proof import make_proof
from onward.audit.seal import Head, Seal, make_seal
from onward.audit.stored import ENTRY_COLUMNS, SEAL_COLUMNS, facts_of, seal_of
from onward.audit.walk import Progress
from onward.database.bulk import Columns, fetch, run
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.errors import NotFound, OnwardError
from onward.foundation.ids import uuid7
from onward.foundation.named_key import NamedKey
from onward.foundation.sight import HUB

SEALER_LOCK: Final = 4_702_394_921_427_289_928
"""The advisory lock that lets one sealer work at a time. Any number will do; it must never change."""


class AuditWithoutTransaction(OnwardError):
    """An act is audited in the transaction in which it happens, and there is none."""

    code = "audit-without-transaction"


class EntryNotFound(NotFound):
    """The audit has no such entry."""

    code = "audit-entry-not-found"


class EntryNotSealed(OnwardError):
    """The entry waits for its seal; it can be proved once it has one."""

    code = "audit-entry-not-sealed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """One look or one change, as it goes into the audit.

    `act` is a verb and its object (`record_departure`, `view_joiner`). `school_id` and `authority_id`
    say whose audit it belongs to; where they are not given, it is the actor's own. `shielded` is true
    where it tells of a protected child. `detail` holds identifiers and codes only, never names.
    """

    by: Actor
    act: str
    subject_kind: str
    subject_id: str
    school_id: int | None = None
    authority_id: str | None = None
    shielded: bool | None = None
    reason: str = ""
    detail: Mapping[str, Any] | None = None


def write(acts: Sequence[Act], now: datetime) -> None:
    """Write the acts into the audit with one statement, in the transaction in which they happen.

    If this raises, let it: the transaction ends and the acts have not happened. No acts, no statement.

    Raises:
        AuditWithoutTransaction: no transaction is open.
    """
    if not connection.in_atomic_block:
        raise AuditWithoutTransaction
    at = now.isoformat()
    _ENTRIES.insert([_row(act, uuid7(now), at) for act in acts])


def seal(*, keys: Sequence[NamedKey], now: datetime, limit: int = 10_000) -> Seal | None:
    """Seal up to `limit` waiting entries, the oldest first, with the first of the keys.

    Returns None where none waits or another sealer is at work. Call it again until it does.
    """
    with seen_as(HUB):
        waiting = _waiting(limit) if _is_only_sealer() else []
        if not waiting:
            return None
        made = make_seal(waiting, before=_newest_head(), key=keys[0], now=now)
        run(_ADD_SEAL, [getattr(made, field.name) for field in fields(Seal)])
        run("DELETE FROM audit_pending WHERE entry_id = ANY (%s)", [list(made.entry_ids)])
    return made


def verify(
    *, public_keys: Mapping[str, bytes], witness: Head | None = None, progress: Progress | None = None
) -> Verification:
    """Recompute every hash and signature of the audit, and name all that was tampered with.

    It reads one state of the database in bounded memory, while others go on writing. `witness` is the
    head that was written down after an earlier run: with it, a cut of the audit's end is found too.
    """
    with transaction.atomic(durable=True):
        run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        with seen_as(HUB):
            return walk.verify(public_keys=public_keys, witness=witness, progress=progress)


def proof_of(entry_id: UUID) -> dict[str, Any]:
    """Return the proof, as JSON, that the entry stands in the sealed audit; `proof.check_proof` checks it.

    Raises:
        EntryNotFound: there is no such entry.
        EntryNotSealed: it waits for its seal.
    """
    with seen_as(HUB):
        entries = fetch(_ENTRY, [entry_id])
        seals = fetch(_SEAL_OF_ENTRY, [entry_id] * 3)
    if not entries:
        raise EntryNotFound
    if not seals:
        raise EntryNotSealed
    return make_proof(facts_of(entries[0]), seal=seal_of(seals[0]))


_ENTRIES: Final = Columns(
    "audit_entry",
    id="uuid",
    at="timestamptz",
    actor_kind="text",
    actor_id="text",
    door="text",
    act="text",
    subject_kind="text",
    subject_id="text",
    school_id="integer",
    authority_id="text",
    shielded="boolean",
    reason="text",
    request_id="text",
    detail="jsonb",
)
_ENTRY: Final = sql.SQL("SELECT {} FROM audit_entry entry WHERE id = %s").format(ENTRY_COLUMNS)
_SEAL_OF_ENTRY: Final = sql.SQL("""
SELECT {} FROM audit_seal
WHERE entry_ids[cardinality(entry_ids)] >= %s AND entry_ids[1] <= %s AND %s = ANY (entry_ids)
ORDER BY number LIMIT 1
""").format(SEAL_COLUMNS)
_NEWEST_SEAL: Final = sql.SQL("SELECT {} FROM audit_seal ORDER BY number DESC LIMIT 1").format(SEAL_COLUMNS)
_ADD_SEAL: Final = sql.SQL("INSERT INTO audit_seal ({}) VALUES ({})").format(
    SEAL_COLUMNS, sql.SQL(", ").join([sql.Placeholder()] * len(fields(Seal)))
)
# An entry that was removed while it waited stays in the queue for good: verification names it.
_WAITING: Final = sql.SQL("""
SELECT {} FROM audit_pending JOIN audit_entry entry ON entry.id = audit_pending.entry_id
ORDER BY audit_pending.entry_id LIMIT %s
""").format(ENTRY_COLUMNS)


def _row(act: Act, entry_id: UUID, at: str) -> tuple[Any, ...]:
    by, own = act.by, act.by.sight
    return (
        entry_id,
        at,
        by.kind,
        by.id,
        by.door,
        act.act,
        act.subject_kind,
        act.subject_id,
        own.school_id if act.school_id is None else act.school_id,
        own.authority_id if act.authority_id is None else act.authority_id,
        act.shielded,
        act.reason,
        by.request_id,
        json.dumps(act.detail) if act.detail else "{}",
    )


def _is_only_sealer() -> bool:
    return bool(fetch("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])[0][0])


def _waiting(limit: int) -> list[Facts]:
    return [facts_of(row) for row in fetch(_WAITING, [limit])]


def _newest_head() -> Head | None:
    rows = fetch(_NEWEST_SEAL)
    return seal_of(rows[0]).head if rows else None
