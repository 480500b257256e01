"""A proof convinces somebody who has nothing but the public keys, and bends to nobody."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.audit_cast import FACTS, FIVE_FACTS, KEY, OTHER_KEY, PUBLIC_KEYS, sealed

from onward.audit.leaf import Facts
from onward.audit.proof import ProofDoesNotHold, check_proof, make_proof
from onward.audit.statement import public_keys_of


def proof_of(facts: Facts = FIVE_FACTS[3]) -> dict[str, Any]:
    """A proof that has been written to a file and read again."""
    read: dict[str, Any] = json.loads(json.dumps(make_proof(facts, seal=sealed([*FIVE_FACTS, FACTS]))))
    return read


@pytest.mark.parametrize("facts", [*FIVE_FACTS, FACTS])
def test_a_proof_proves_its_entry(facts: Facts) -> None:
    assert check_proof(proof_of(facts), public_keys=PUBLIC_KEYS) == facts


def test_there_is_no_proof_of_an_entry_that_the_seal_does_not_hold() -> None:
    with pytest.raises(ValueError, match="not in list"):
        make_proof(FACTS, seal=sealed(FIVE_FACTS))


@pytest.mark.parametrize(
    "keys", [{}, {KEY.id: public_keys_of([OTHER_KEY])[OTHER_KEY.id]}], ids=["no key", "wrong key"]
)
def test_a_proof_needs_the_right_key(keys: dict[str, bytes]) -> None:
    with pytest.raises(ProofDoesNotHold, match=r"key|signature"):
        check_proof(proof_of(), public_keys=keys)


@pytest.mark.parametrize("name", sorted(proof_of()))
def test_a_proof_needs_all_its_parts(name: str) -> None:
    proof = proof_of()
    del proof[name]

    with pytest.raises(ProofDoesNotHold):
        check_proof(proof, public_keys=PUBLIC_KEYS)


@pytest.mark.parametrize("name", sorted(proof_of()["entry"]))
@pytest.mark.parametrize("value", [None, "", "x", 5, True, ["x"], {"x": 1}, "2020-01-01T00:00:00"])
def test_an_entry_with_any_other_value_is_not_proved(name: str, value: Any) -> None:
    proof = proof_of()
    if proof["entry"][name] == value:
        return

    proof["entry"][name] = value

    with pytest.raises(ProofDoesNotHold):
        check_proof(proof, public_keys=PUBLIC_KEYS)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("index", 2),
        ("index", -1),
        ("index", 10**30),
        ("path", []),
        ("path", ["zz"]),
        ("signature", "00"),
        ("signature", "zz"),
        ("statement", "hello"),
        ("form", "onward audit proof, form 2"),
    ],
)
def test_a_bent_proof_does_not_hold(name: str, value: Any) -> None:
    proof = proof_of() | {name: value}

    with pytest.raises(ProofDoesNotHold):
        check_proof(proof, public_keys=PUBLIC_KEYS)


def test_nothing_unproved_may_stand_in_a_proof() -> None:
    proof = proof_of()
    proof["entry"]["remark"] = "seen by nobody"

    with pytest.raises(ProofDoesNotHold, match="more than it proves"):
        check_proof(proof, public_keys=PUBLIC_KEYS)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.slow
@given(st.dictionaries(st.sampled_from(sorted(proof_of())), json_values))
def test_no_rubbish_brings_the_checker_down(rubbish: dict[str, Any]) -> None:
    proof = proof_of() | rubbish

    if proof != proof_of():
        with pytest.raises(ProofDoesNotHold):
            check_proof(proof, public_keys=PUBLIC_KEYS)
