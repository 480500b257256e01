"""A seal: many entries under one signed root, chained to the seal before it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from onward.audit.leaf import FORM, Facts, leaf_hash
from onward.audit.merkle import root_of
from onward.audit.statement import NO_PREVIOUS, Statement, hash_of, sign
from onward.foundation.named_key import NamedKey


@dataclass(frozen=True, kw_only=True)
class Head:
    """The newest seal. Written down outside the hub, it shows later that nobody cut off the audit's end."""

    number: int
    hash: bytes

    def __str__(self) -> str:
        """Return it as it is printed and typed: `17:` and 64 hexadecimal digits."""
        return f"{self.number}:{self.hash.hex()}"


def read_head(text: str) -> Head:
    """Return the head that was printed as `17:` and 64 hexadecimal digits.

    Raises:
        ValueError: the text is not one.
    """
    number, _, digest = text.partition(":")
    head = Head(number=int(number), hash=bytes.fromhex(digest))
    if str(head) != text or len(head.hash) != len(NO_PREVIOUS):
        raise ValueError("not the head of an audit")
    return head


@dataclass(frozen=True, kw_only=True, slots=True)
class Seal:
    """All that one seal says. Entries and hashes are in the same order."""

    number: int
    sealed_at: datetime
    leaf_form: int
    entry_ids: Sequence[UUID]
    leaf_hashes: Sequence[bytes]
    root: bytes
    previous: bytes
    key_id: str
    statement: str
    signature: bytes

    @property
    def head(self) -> Head:
        """Return the seal as the next one should name it."""
        return Head(number=self.number, hash=hash_of(self.statement))

    def columns(self) -> Statement:
        """Return the statement that the seal's own columns amount to."""
        return Statement(
            number=self.number,
            sealed_at=self.sealed_at,
            leaf_form=self.leaf_form,
            size=len(self.entry_ids),
            root=self.root,
            previous=self.previous,
            key_id=self.key_id,
        )


def make_seal(entries: Sequence[Facts], *, before: Head | None, key: NamedKey, now: datetime) -> Seal:
    """Return the signed seal over the entries that follows the seal `before`, or begins the chain.

    Raises:
        ValueError: there is no entry.
    """
    leaves = [leaf_hash(facts) for facts in entries]
    unsigned = Seal(
        number=before.number + 1 if before else 1,
        sealed_at=now,
        leaf_form=FORM,
        entry_ids=[facts.id for facts in entries],
        leaf_hashes=leaves,
        root=root_of(leaves),
        previous=before.hash if before else NO_PREVIOUS,
        key_id=key.id,
        statement="",
        signature=b"",
    )
    text = unsigned.columns().text()
    return replace(unsigned, statement=text, signature=sign(text, key=key))
