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
_NAME = b"onward audit entry, form 1"
_NULL = b"~"


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
    return b"".join(
        (
            _netstring(_NAME),
            _text(str(facts.id)),
            _text(facts.at.astimezone(UTC).isoformat(timespec="microseconds")),
            _text(facts.actor_kind),
            _text(facts.actor_id),
            _text(facts.door),
            _text(facts.act),
            _text(facts.subject_kind),
            _text(facts.subject_id),
            _NULL if facts.school_id is None else _text(str(facts.school_id)),
            _NULL if facts.authority_id is None else _text(facts.authority_id),
            _NULL if facts.shielded is None else _text(str(facts.shielded).lower()),
            _text(facts.reason),
            _text(facts.request_id),
            _text(json.dumps(facts.detail, sort_keys=True, separators=(",", ":"), ensure_ascii=False)),
        )
    )


def _text(value: str) -> bytes:
    return _netstring(value.encode())


def _netstring(value: bytes) -> bytes:
    return b"%d:%s," % (len(value), value)
