"""A stranger checks a proof by docs/checking-an-audit-proof.md alone, with nothing of the hub's own code."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from tests.rules.audit_cast import FACTS, FIVE_FACTS, PUBLIC_KEYS, sealed

from onward.audit.leaf import Facts
from onward.audit.proof import make_proof

ENTRIES = (*FIVE_FACTS, FACTS)


def said_by(statement: str) -> dict[str, str]:
    title, *lines = statement.removesuffix("\n").split("\n")
    assert title == "onward audit seal, form 1"
    return dict(line.split(" ", 1) for line in lines)


def netstring(value: str | None) -> bytes:
    return b"~" if value is None else f"{len(value.encode())}:{value},".encode()


def bytes_of(entry: dict[str, Any]) -> bytes:
    at = datetime.fromisoformat(entry["at"]).astimezone(UTC)
    spelt = entry | {
        "at": at.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"),
        "school_id": None if entry["school_id"] is None else str(entry["school_id"]),
        "shielded": {None: None, True: "true", False: "false"}[entry["shielded"]],
        "detail": json.dumps(entry["detail"], separators=(",", ":"), sort_keys=True, ensure_ascii=False),
    }
    who = ("id", "at", "actor_kind", "actor_id", "door", "act", "subject_kind", "subject_id")
    more = ("school_id", "authority_id", "shielded", "reason", "request_id", "detail")
    values = ["onward audit entry, form 1", *(spelt[name] for name in who + more)]
    assert len(values) == 15
    return b"".join(netstring(value) for value in values)


def root_along(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    i, n = index, size - 1
    while n > 0:
        if i % 2:
            leaf = sha256(b"\x01" + path.pop(0) + leaf).digest()
        elif i < n:
            leaf = sha256(b"\x01" + leaf + path.pop(0)).digest()
        i, n = i // 2, n // 2
    assert path == []
    return leaf


@pytest.mark.parametrize("facts", ENTRIES)
def test_the_book_is_enough(facts: Facts) -> None:
    proof = json.loads(json.dumps(make_proof(facts, seal=sealed(ENTRIES))))

    said = said_by(proof["statement"])
    Ed25519PublicKey.from_public_bytes(PUBLIC_KEYS[said["key"]]).verify(
        bytes.fromhex(proof["signature"]), proof["statement"].encode()
    )
    leaf = sha256(b"\x00" + bytes_of(proof["entry"])).digest()
    path = [bytes.fromhex(each) for each in proof["path"]]

    assert said["leaf_form"] == "1"
    assert root_along(leaf, proof["index"], int(said["size"]), path).hex() == said["root"]
