"""Proof that one entry stands in the sealed audit, which anybody can check without the hub.

Pure. A proof is JSON: the entry, its place in a seal, the hashes from there to the root, and the seal's
signed statement. Checking it needs the hub's public keys, SHA-256 and Ed25519, and nothing else.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from onward.audit.leaf import FORM, Facts, leaf_hash
from onward.audit.merkle import path_of, root_from_path
from onward.audit.seal import Seal
from onward.audit.statement import Statement, is_signed, read_statement
from onward.foundation.errors import OnwardError


class ProofDoesNotHold(OnwardError):
    """The proof does not show that the entry was sealed as it stands."""

    code = "proof-does-not-hold"


@dataclass(frozen=True, kw_only=True)
class _Proof:
    """A proof as it is written. Hashes and the signature are hexadecimal; the nearest hash comes first."""

    entry: Facts
    index: int
    path: tuple[str, ...]
    statement: str
    signature: str
    form: Literal["onward audit proof, form 1"] = "onward audit proof, form 1"


_SHAPE = TypeAdapter(_Proof)


def make_proof(facts: Facts, *, seal: Seal) -> dict[str, Any]:
    """Return the proof, ready for JSON, that the seal holds the entry.

    Raises:
        ValueError: the seal does not name the entry.
    """
    index = list(seal.entry_ids).index(facts.id)
    path = tuple(beside.hex() for beside in path_of(seal.leaf_hashes, index))
    proof = _Proof(
        entry=facts, index=index, path=path, statement=seal.statement, signature=seal.signature.hex()
    )
    return _written(proof)


def check_proof(proof: Mapping[str, Any], *, public_keys: Mapping[str, bytes]) -> Facts:
    """Return the entry that the proof proves.

    Raises:
        ProofDoesNotHold: the proof is not in its form, its signature is not by one of the keys, or the
            entry is not the one that was sealed.
    """
    given = _read(proof)
    try:
        statement = read_statement(given.statement)
        signature, path = bytes.fromhex(given.signature), [bytes.fromhex(beside) for beside in given.path]
    except ValueError as error:
        raise ProofDoesNotHold("The proof is not in its form.") from error
    if statement.leaf_form != FORM:
        raise ProofDoesNotHold("The entry was sealed in a form that this version does not know.")
    _require_signature(statement, signature, public_keys)
    root = root_from_path(leaf=leaf_hash(given.entry), index=given.index, size=statement.size, path=path)
    if root != statement.root:
        raise ProofDoesNotHold("The entry is not the one that was sealed.")
    return given.entry


def _written(proof: _Proof) -> dict[str, Any]:
    written: dict[str, Any] = _SHAPE.dump_python(proof, mode="json")
    return written


def _read(proof: Mapping[str, Any]) -> _Proof:
    try:
        given = _SHAPE.validate_json(json.dumps(proof), strict=True)
    except (TypeError, ValidationError) as error:
        raise ProofDoesNotHold("The proof is not in its form.") from error
    # What is not proved must not stand in a proof: nothing beside the fields, nothing spelt otherwise.
    if _written(given) != dict(proof):
        raise ProofDoesNotHold("The proof holds more than it proves, or spells it in another way.")
    return given


def _require_signature(statement: Statement, signature: bytes, public_keys: Mapping[str, bytes]) -> None:
    public_key = public_keys.get(statement.key_id)
    if public_key is None:
        raise ProofDoesNotHold("The seal is signed with a key that is not among the public keys.")
    if not is_signed(statement.text(), signature=signature, public_key=public_key):
        raise ProofDoesNotHold("The seal's signature is wrong.")
