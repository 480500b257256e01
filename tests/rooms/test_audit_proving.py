import json
from uuid import UUID

import pytest
from tests.harness.audit import PUBLIC_KEYS, act, entry_ids, seal, tamper, write
from tests.harness.cluster import WorkerDatabase

from onward.audit import services as audit
from onward.audit.models import AuditEntry
from onward.audit.proof import ProofDoesNotHold, check_proof
from onward.database.sight import seen_as
from onward.foundation.sight import HUB


def test_every_sealed_entry_can_be_proved(db: None) -> None:
    seal(3, seals=3)
    with seen_as(HUB):
        entries = AuditEntry.objects.newest_first().rows()

    for entry in entries:
        proof = json.loads(json.dumps(audit.proof_of(entry.id)))
        assert check_proof(proof, public_keys=PUBLIC_KEYS) == entry


def test_an_entry_that_waits_for_its_seal_cannot_be_proved_yet(db: None) -> None:
    write(act())

    with pytest.raises(audit.EntryNotSealed):
        audit.proof_of(entry_ids()[0])


def test_an_unknown_entry_is_not_found(db: None) -> None:
    with pytest.raises(audit.EntryNotFound):
        audit.proof_of(UUID(int=1))


def test_a_changed_entry_cannot_be_proved(committed_db: WorkerDatabase) -> None:
    seal(3)
    entry = entry_ids()[1]
    tamper(committed_db.superuser, "UPDATE audit_entry SET reason = 'other' WHERE id = %s", [entry])

    proof = audit.proof_of(entry)

    with pytest.raises(ProofDoesNotHold, match="not the one that was sealed"):
        check_proof(proof, public_keys=PUBLIC_KEYS)
