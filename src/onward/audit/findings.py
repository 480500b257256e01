"""What is wrong with one seal or one entry of the audit, decided from what it says.

Pure: the walk over the database is in `walk`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from onward.audit.leaf import FORM, Facts, leaf_hash
from onward.audit.merkle import root_of
from onward.audit.seal import Head, Seal
from onward.audit.statement import NO_PREVIOUS, StatementNotUnderstood, is_signed, read_statement


class FindingKind(StrEnum):
    """What was done to the audit."""

    ENTRY_CHANGED = "entry changed"
    ENTRY_REMOVED = "entry removed"
    ENTRY_INSERTED = "entry inserted"
    ENTRY_QUEUED_AGAIN = "entry queued again"
    SEAL_CHANGED = "seal changed"
    SEAL_REMOVED = "seal removed"
    SEAL_REORDERED = "seal reordered"
    SIGNATURE_WRONG = "signature wrong"
    CHAIN_BROKEN = "chain broken"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was tampered with, by the number of its seal, the id of its entry, or both."""

    kind: FindingKind
    seal: int | None = None
    entry: UUID | None = None

    def __str__(self) -> str:
        """Return one line for the operator."""
        entry = "" if self.entry is None else f", entry {self.entry}"
        seal = "" if self.seal is None else f", seal {self.seal}"
        return f"{self.kind}{entry}{seal}"


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What a walk over the whole audit found.

    `findings` holds the first thousand; `counts` counts all of them by kind. `pending` entries wait
    for their seal and are not yet protected by it.
    """

    entries: int
    pending: int
    seals: int
    head: Head | None
    findings: tuple[Finding, ...]
    counts: Mapping[FindingKind, int]

    @property
    def is_sound(self) -> bool:
        """Say whether nothing was changed, removed or inserted."""
        return not self.counts


class Findings:
    """Collects findings in bounded memory."""

    KEPT = 1000

    def __init__(self) -> None:
        self.kept: list[Finding] = []
        self.counts: Counter[FindingKind] = Counter()

    def add(self, findings: Iterable[Finding]) -> None:
        """Count each finding, and keep it while there is room."""
        for finding in findings:
            self.counts[finding.kind] += 1
            if len(self.kept) < self.KEPT:
                self.kept.append(finding)


@dataclass(frozen=True, kw_only=True, slots=True)
class SealedLeaf:
    """What a seal says of one entry. `hash` is None where the seal has fewer hashes than entries."""

    seal: int
    form: int
    hash: bytes | None


def judge_seal(seal: Seal, *, before: Head | None, public_keys: Mapping[str, bytes]) -> list[Finding]:
    """Return what is wrong with a seal, given the seal that was met before it."""
    kinds = [kind for kind in (_signature(seal, public_keys), _content(seal)) if kind]
    missing = range(before.number + 1 if before else 1, seal.number)
    removed = [Finding(kind=FindingKind.SEAL_REMOVED, seal=number) for number in missing[: Findings.KEPT]]
    if not missing and seal.previous != (before.hash if before else NO_PREVIOUS):
        kinds.append(FindingKind.CHAIN_BROKEN)
    return [*removed, *(Finding(kind=kind, seal=seal.number) for kind in kinds)]


def judge_witness(witness: Head, *, found: Head | None) -> list[Finding]:
    """Return what is wrong if the seal that was written down earlier is not the one found now."""
    if found is None:
        return [Finding(kind=FindingKind.SEAL_REMOVED, seal=witness.number)]
    if found.hash != witness.hash:
        return [Finding(kind=FindingKind.SEAL_CHANGED, seal=witness.number)]
    return []


def judge_entry(
    entry: UUID, *, facts: Facts | None, leaf: SealedLeaf | None, pending: bool
) -> Finding | None:
    """Return what is wrong with an entry, or None.

    `facts` is None where the row is gone, `leaf` where no seal holds the entry.
    """
    seal = leaf.seal if leaf else None
    if facts is None:
        return Finding(kind=FindingKind.ENTRY_REMOVED, entry=entry, seal=seal)
    if leaf is None:
        return None if pending else Finding(kind=FindingKind.ENTRY_INSERTED, entry=entry)
    if leaf.form != FORM or leaf_hash(facts) != leaf.hash:
        return Finding(kind=FindingKind.ENTRY_CHANGED, entry=entry, seal=seal)
    return Finding(kind=FindingKind.ENTRY_QUEUED_AGAIN, entry=entry, seal=seal) if pending else None


def _signature(seal: Seal, public_keys: Mapping[str, bytes]) -> FindingKind | None:
    public_key = public_keys.get(seal.key_id)
    if public_key is None or not is_signed(seal.statement, signature=seal.signature, public_key=public_key):
        return FindingKind.SIGNATURE_WRONG
    return None


def _content(seal: Seal) -> FindingKind | None:
    try:
        signed = read_statement(seal.statement)
    except StatementNotUnderstood:
        return FindingKind.SEAL_CHANGED
    if signed.number != seal.number:
        return FindingKind.SEAL_REORDERED
    if signed != seal.columns() or not _leaves_fit(seal):
        return FindingKind.SEAL_CHANGED
    return None


def _leaves_fit(seal: Seal) -> bool:
    same_length = len(seal.leaf_hashes) == len(seal.entry_ids) > 0
    return same_length and root_of(seal.leaf_hashes) == seal.root
