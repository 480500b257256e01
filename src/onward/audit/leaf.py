"""The exact bytes that an audit entry is sealed as, and their hash.

Pure. The form is versioned: a seal names the form of its leaves, so that a later form with more
fields leaves every older seal as true as it was.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

FORM = 1
LEAF_PREFIX = b"\x00"
_NAME = "onward audit entry, form 1"
_NULL = b"~"
_spell = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """All that one audit entry says."""

    id: UUID
    at: datetime
    actor_kind: str
    actor_id: str
    door: str
    act: str
    subject_kind: str
    subject_id: str
    school_id: int | None
    authority_id: str | None
    shielded: bool | None
    reason: str
    request_id: str
    detail: Mapping[str, Any]


def leaf_hash(facts: Facts) -> bytes:
    """Return the RFC 6962 leaf hash of an entry's canonical form."""
    return sha256(LEAF_PREFIX + canonical(facts)).digest()


def canonical(facts: Facts) -> bytes:
    """Return the canonical form: a netstring for each value in fixed order, `~` for a missing one.

    Netstrings carry their length, so no value can pose as two, nor two as one.
    """
    school = None if facts.school_id is None else str(facts.school_id)
    shielded = None if facts.shielded is None else str(facts.shielded).lower()
    values = (
        _NAME,
        str(facts.id),
        facts.at.astimezone(UTC).isoformat(timespec="microseconds"),
        facts.actor_kind,
        facts.actor_id,
        facts.door,
        facts.act,
        facts.subject_kind,
        facts.subject_id,
        school,
        facts.authority_id,
        shielded,
        facts.reason,
        facts.request_id,
        _spell(facts.detail),
    )
    return b"".join([_NULL if value is None else _netstring(value.encode()) for value in values])


def _netstring(value: bytes) -> bytes:
    return b"%d:%b," % (len(value), value)
