"""Bring every data key under the newest master key, so that an old one can be put away."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from onward.access.facts import NATIONAL_SERVICE
from onward.access.roles import Permission
from onward.access.services.permission import require
from onward.audit import services as audit
from onward.database.bulk import Columns, fetch
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.sight import HUB
from onward.messaging.sealing import Keyring, PayloadNotReadable

AT_ONCE = 1000

_FIRST = UUID(int=0)
_KEYS = (
    Columns("messaging_payload", message_id="uuid", key_id="text", wrapped_key="bytea"),
    Columns("messaging_document", id="uuid", key_id="text", wrapped_key="bytea"),
    Columns("messaging_givenfile", id="uuid", key_id="text", wrapped_key="bytea"),
    Columns("messaging_givenfile", id="uuid", notes_key_id="text", notes_wrapped_key="bytea"),
)
"""Where data keys lie: each time what they belong to, the name of their master key, and the wrapped key."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rotation:
    """How many keys were brought under the newest master key, and which could not be.

    `unreadable` are the ids of messages, documents and given files whose key no master key of the ring opens.
    """

    rewrapped: int
    unreadable: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Batch:
    """What one transaction did, and the last row that it looked at; none: there was nothing left."""

    last: UUID | None
    rewrapped: int
    unreadable: tuple[UUID, ...]


def rotate_keys(
    *,
    keyring: Keyring,
    by: Actor,
    now: datetime,
    limit: int = sys.maxsize,
    progress: Callable[[int], None] | None = None,
) -> Rotation:
    """Wrap all data keys with the newest master key: of payloads, documents, given files and their notes.

    Contents stay as they are. Works batch by batch, each committed: stopped half-way, or after `limit`
    keys, the next call goes on.
    Two at a time do not hinder each other. `progress` is told how many were done so far.

    Raises:
        NotPermitted: the actor does not run the service.
    """
    require(by, Permission.RUN_SERVICE, at=NATIONAL_SERVICE, now=now)
    rewrapped, unreadable = 0, list[UUID]()
    for keys in _KEYS:
        after: UUID | None = _FIRST
        while after is not None and rewrapped < limit:
            with seen_as(HUB):
                batch = _rewrap(keys, keyring, after, min(AT_ONCE, limit - rewrapped))
                audit.write([_act(keys, keyring, batch, by)] if batch.rewrapped else [], now)
            after = batch.last
            rewrapped += batch.rewrapped
            unreadable += batch.unreadable
            if progress:
                progress(rewrapped)
    return Rotation(rewrapped=rewrapped, unreadable=tuple(unreadable))


def wrapped_by_key() -> dict[str, int]:
    """Return how many contents each master key opens: none of a key that no content needs any more."""
    with seen_as(HUB):
        return dict(fetch(_COUNT))


def _rewrap(keys: Columns, keyring: Keyring, after: UUID, limit: int) -> _Batch:
    rows = fetch(_select(keys), [after, keyring.newest, limit])
    changes: list[tuple[UUID, str, bytes]] = []
    unreadable: list[UUID] = []
    for owner, key_id, wrapped in rows:
        try:
            changes.append((owner, keyring.newest, keyring.rewrap(key_id, bytes(wrapped), bound_to=owner)))
        except PayloadNotReadable:
            unreadable.append(owner)
    keys.update(changes)
    last = rows[-1][0] if rows else None
    return _Batch(last=last, rewrapped=len(changes), unreadable=tuple(unreadable))


def _act(keys: Columns, keyring: Keyring, batch: _Batch, by: Actor) -> audit.Act:
    return audit.Act(
        by=by,
        act="rotate_keys",
        subject_kind=keys.table.removeprefix("messaging_"),
        subject_id="",
        detail={"keys": batch.rewrapped, "master_key": keyring.newest},
    )


def _select(keys: Columns) -> str:
    owner, key_id, wrapped_key = keys.types
    return f"""
        SELECT {owner}, {key_id}, {wrapped_key} FROM {keys.table}
        WHERE {owner} > %s AND {key_id} <> %s AND {wrapped_key} IS NOT NULL
        ORDER BY {owner} LIMIT %s FOR UPDATE SKIP LOCKED
    """  # noqa: S608 -- names of our own


_COUNT = """
    SELECT key_id, count(*) FROM (
        SELECT key_id FROM messaging_payload WHERE wrapped_key IS NOT NULL
        UNION ALL SELECT key_id FROM messaging_document WHERE wrapped_key IS NOT NULL
        UNION ALL SELECT key_id FROM messaging_givenfile
        UNION ALL SELECT notes_key_id FROM messaging_givenfile
    ) AS wrapped GROUP BY key_id ORDER BY key_id
"""
