"""Each way of tampering with a seal or an entry has its own name."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from tests.rules.audit_cast import FACTS, FIVE_FACTS, KEY, OTHER_KEY, PUBLIC_KEYS, sealed, signed

from onward.audit.findings import (
    Finding,
    FindingKind,
    Findings,
    SealedLeaf,
    judge_entry,
    judge_seal,
    judge_witness,
)
from onward.audit.leaf import FORM, Facts, leaf_hash
from onward.audit.seal import Head, Seal, read_head

FIRST = sealed()
SECOND = sealed(before=FIRST.head)
Change = Callable[[Seal], Seal]


def kinds_of(seal: Seal, *, before: Head | None) -> list[FindingKind]:
    return [finding.kind for finding in judge_seal(seal, before=before, public_keys=PUBLIC_KEYS)]


def test_a_right_seal_has_no_finding() -> None:
    assert kinds_of(FIRST, before=None) == []
    assert kinds_of(SECOND, before=FIRST.head) == []


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda seal: replace(seal, entry_ids=seal.entry_ids[:4]), FindingKind.SEAL_CHANGED),
        (lambda seal: replace(seal, leaf_hashes=seal.leaf_hashes[:4]), FindingKind.SEAL_CHANGED),
        (lambda seal: replace(seal, leaf_hashes=[*seal.leaf_hashes][::-1]), FindingKind.SEAL_CHANGED),
        (lambda seal: replace(seal, root=bytes(32)), FindingKind.SEAL_CHANGED),
        (lambda seal: replace(seal, sealed_at=FACTS.at), FindingKind.SEAL_CHANGED),
        (lambda seal: replace(seal, leaf_form=2), FindingKind.SEAL_CHANGED),
        (lambda seal: signed(replace(seal, entry_ids=[], leaf_hashes=[])), FindingKind.SEAL_CHANGED),
        (lambda seal: replace(seal, signature=bytes(64)), FindingKind.SIGNATURE_WRONG),
        (lambda seal: signed(seal, key=OTHER_KEY), FindingKind.SIGNATURE_WRONG),
        (lambda seal: signed(replace(seal, key_id=OTHER_KEY.id), key=OTHER_KEY), FindingKind.SIGNATURE_WRONG),
        (lambda seal: signed(replace(seal, previous=bytes(32))), FindingKind.CHAIN_BROKEN),
    ],
)
def test_a_seal_that_was_tampered_with_is_named(change: Change, kind: FindingKind) -> None:
    assert kinds_of(change(SECOND), before=FIRST.head) == [kind]


def test_words_that_are_no_statement_are_a_changed_seal_with_a_wrong_signature() -> None:
    scrawled = replace(SECOND, statement="hello")

    kinds = kinds_of(scrawled, before=FIRST.head)

    assert kinds == [FindingKind.SIGNATURE_WRONG, FindingKind.SEAL_CHANGED]


def test_a_seal_in_the_place_of_another_is_reordered() -> None:
    third = sealed(before=SECOND.head)

    kinds = kinds_of(replace(third, number=2), before=FIRST.head)

    assert FindingKind.SEAL_REORDERED in kinds


def test_a_gap_names_each_seal_that_is_missing() -> None:
    fourth = sealed(before=Head(number=3, hash=bytes(32)))

    findings = judge_seal(fourth, before=FIRST.head, public_keys=PUBLIC_KEYS)

    assert findings == [Finding(kind=FindingKind.SEAL_REMOVED, seal=number) for number in (2, 3)]


def test_a_missing_first_seal_is_named() -> None:
    findings = judge_seal(SECOND, before=None, public_keys=PUBLIC_KEYS)

    assert findings == [Finding(kind=FindingKind.SEAL_REMOVED, seal=1)]


@pytest.mark.parametrize(
    ("found", "kinds"),
    [
        (SECOND.head, []),
        (None, [FindingKind.SEAL_REMOVED]),
        (Head(number=2, hash=bytes(32)), [FindingKind.SEAL_CHANGED]),
    ],
)
def test_the_witness_must_be_found_again(found: Head | None, kinds: list[FindingKind]) -> None:
    assert [finding.kind for finding in judge_witness(SECOND.head, found=found)] == kinds


RIGHT = SealedLeaf(seal=1, form=FORM, hash=leaf_hash(FACTS))


@pytest.mark.parametrize(
    ("facts", "leaf", "pending", "kind"),
    [
        (FACTS, RIGHT, False, None),
        (FACTS, None, True, None),
        (FACTS, None, False, FindingKind.ENTRY_INSERTED),
        (None, RIGHT, False, FindingKind.ENTRY_REMOVED),
        (None, None, True, FindingKind.ENTRY_REMOVED),
        (FACTS, replace(RIGHT, hash=bytes(32)), False, FindingKind.ENTRY_CHANGED),
        (FACTS, replace(RIGHT, hash=None), False, FindingKind.ENTRY_CHANGED),
        (FACTS, replace(RIGHT, form=2), False, FindingKind.ENTRY_CHANGED),
        (FACTS, RIGHT, True, FindingKind.ENTRY_QUEUED_AGAIN),
    ],
)
def test_an_entry_is_sound_or_has_one_name(
    *, facts: Facts | None, leaf: SealedLeaf | None, pending: bool, kind: FindingKind | None
) -> None:
    finding = judge_entry(FACTS.id, facts=facts, leaf=leaf, pending=pending)

    assert (finding.kind if finding else None) == kind


def test_findings_are_counted_beyond_those_that_are_kept() -> None:
    findings = Findings()

    findings.add(Finding(kind=FindingKind.ENTRY_CHANGED, entry=UUID(int=n)) for n in range(1500))

    assert len(findings.kept) == 1000
    assert findings.counts[FindingKind.ENTRY_CHANGED] == 1500


def test_a_finding_says_which_entry_and_which_seal() -> None:
    both = Finding(kind=FindingKind.ENTRY_CHANGED, entry=FIVE_FACTS[0].id, seal=3)

    assert str(both) == "entry changed, entry 00000000-0000-0000-0000-000000000000, seal 3"
    assert str(Finding(kind=FindingKind.CHAIN_BROKEN, seal=4)) == "chain broken, seal 4"
    assert KEY.id not in str(both)


def test_a_head_is_read_as_it_was_printed() -> None:
    assert read_head(str(SECOND.head)) == SECOND.head


@pytest.mark.parametrize("text", ["", "17", "x:00", "17:00", f"017:{'0' * 64}", f"17:{'0' * 62} 00"])
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"head|literal"):
        read_head(text)
