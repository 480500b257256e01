"""Entries, seals and keys for the audit's rules."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from onward.audit.findings import Head, SealSaid
from onward.audit.leaf import FORM, Facts, leaf_hash
from onward.audit.merkle import root_of
from onward.audit.statement import NO_PREVIOUS, public_keys_of, sign
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


def sealed(
    entries: Sequence[Facts] = FIVE_FACTS, *, before: Head | None = None, key: NamedKey = KEY
) -> SealSaid:
    """Return a right seal over the entries, which follows the seal `before`."""
    number = before.number + 1 if before else 1
    leaves = [leaf_hash(facts) for facts in entries]
    unsigned = SealSaid(
        number=number,
        sealed_at=NOON + timedelta(minutes=number),
        leaf_form=FORM,
        entry_ids=[facts.id for facts in entries],
        leaf_hashes=leaves,
        root=root_of(leaves),
        previous=before.hash if before else NO_PREVIOUS,
        key_id=key.id,
        statement="",
        signature=b"",
    )
    return signed(unsigned, key=key)


def signed(seal: SealSaid, *, key: NamedKey = KEY) -> SealSaid:
    """Return the seal with its own columns stated and signed."""
    text = seal.columns().text()
    return replace(seal, statement=text, signature=sign(text, key=key))
