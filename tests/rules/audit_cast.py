"""Entries, seals and keys for the audit's rules."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from onward.audit.leaf import Facts
from onward.audit.seal import Head, Seal, make_seal
from onward.audit.statement import public_keys_of, sign
from onward.foundation.named_key import NamedKey

KEY = NamedKey(id="audit-1", secret=bytes(range(32)))
OTHER_KEY = NamedKey(id="audit-2", secret=bytes(range(32, 64)))
PUBLIC_KEYS = public_keys_of([KEY])
NOON = datetime(2009, 3, 2, 12, 0, tzinfo=UTC)
FACTS = Facts(
    id=UUID("01890a5d-ac96-774b-bcce-b302099a8057"),
    at=NOON.replace(microsecond=7),
    actor_kind="system",
    actor_id="mis-1",
    door="api",
    act="record_departure",
    subject_kind="transfer",
    subject_id="7",
    school_id=17,
    authority_id=None,
    shielded=None,
    reason="",
    request_id="r-1",
    detail={"code": "01", "batch": 3},
)
FIVE_FACTS = tuple(replace(FACTS, id=UUID(int=number), subject_id=str(number)) for number in range(5))


def sealed(entries: Sequence[Facts] = FIVE_FACTS, *, before: Head | None = None, key: NamedKey = KEY) -> Seal:
    """Return a right seal over the entries, which follows the seal `before`."""
    return make_seal(entries, before=before, key=key, now=NOON + timedelta(minutes=1))


def signed(seal: Seal, *, key: NamedKey = KEY) -> Seal:
    """Return the seal with its own columns stated and signed, whatever they say."""
    text = seal.columns().text()
    return replace(seal, statement=text, signature=sign(text, key=key))
