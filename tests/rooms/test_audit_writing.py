from typing import Any

import psycopg
import pytest
from django.db import Error, IntegrityError, ProgrammingError, connection
from tests.harness.audit import NOON, act, entry_ids, system_of, write
from tests.harness.cluster import WorkerDatabase

from onward.audit import services as audit
from onward.audit.models import AuditEntry, AuditPending
from onward.database.sight import seen_as
from onward.directory.models import Authority
from onward.foundation.sight import HUB, NATIONAL, PROTECTION, Sight, for_authority, for_school


def open_authority(*acts: audit.Act) -> None:
    with seen_as(HUB):
        Authority.objects.create(code="999", name="Nowhere", kind="council")
        audit.write(acts, NOON)


EVERY_SIGHT = [for_school(17), for_authority("230"), NATIONAL, PROTECTION, HUB]


def test_an_entry_says_who_did_what_to_what_why_and_through_which_door(db: None) -> None:
    by = system_of(for_school(17))

    write(act(7, by=by, authority_id="230", reason="mended file", detail={"code": "01"}))

    with seen_as(HUB):
        (entry,) = AuditEntry.objects.visible_to(by).about("transfer", "7").rows()
    who = (entry.actor_kind, entry.actor_id, entry.door, entry.request_id)
    assert who == ("system", "mis-1", "api", "r-1")
    assert (entry.at, entry.act, entry.reason) == (NOON, "view_transfer", "mended file")
    assert (entry.school_id, entry.authority_id, entry.shielded) == (17, "230", None)
    assert entry.detail == {"code": "01"}


def test_entries_keep_the_order_in_which_they_were_given(db: None) -> None:
    write(*(act(number) for number in range(20)))

    with seen_as(HUB):
        subjects = AuditEntry.objects.newest_first().values_list("subject_id", flat=True)
        assert list(subjects) == [str(number) for number in reversed(range(20))]


@pytest.mark.parametrize("sight", EVERY_SIGHT, ids=lambda sight: sight.kind)
def test_every_sight_may_write(db: None, sight: Sight) -> None:
    with seen_as(sight):
        audit.write([act(by=system_of(sight))], NOON)

    assert len(entry_ids()) == 1


def test_every_entry_waits_for_its_seal(db: None) -> None:
    with seen_as(for_school(17)):
        audit.write([act(number, by=system_of(for_school(17))) for number in range(3)], NOON)

    with seen_as(HUB):
        assert sorted(AuditPending.objects.values_list("entry_id", flat=True)) == entry_ids()


def test_a_school_cannot_write_into_the_audit_of_another(db: None) -> None:
    refused = pytest.raises(ProgrammingError, match="row-level security")

    with refused, seen_as(for_school(17)):
        audit.write([act(by=system_of(for_school(18)))], NOON)


def test_no_acts_write_nothing(db: None) -> None:
    write()

    assert entry_ids() == []


def test_an_act_outside_a_transaction_is_refused(committed_db: WorkerDatabase) -> None:
    with pytest.raises(audit.AuditWithoutTransaction):
        audit.write([act()], NOON)


@pytest.mark.parametrize(
    "unwritable",
    [{"act": ""}, {"act": "a" * 61}, {"subject_kind": ""}, {"authority_id": "2300"}, {"reason": "\0"}],
    ids=["no act", "long act", "no kind", "no such authority", "no text"],
)
def test_what_cannot_be_audited_does_not_happen(
    committed_db: WorkerDatabase, unwritable: dict[str, Any]
) -> None:
    with pytest.raises(Error):
        open_authority(act(), act(**unwritable))

    with seen_as(HUB):
        assert not Authority.objects.filter(code="999").exists()
    assert entry_ids() == []


def test_what_can_be_audited_happens(committed_db: WorkerDatabase) -> None:
    open_authority(act(), act())

    with seen_as(HUB):
        assert Authority.objects.filter(code="999").exists()
    assert len(entry_ids()) == 2


def audited_and_refused() -> None:
    audit.write([act()], NOON)
    Authority.objects.create(code="999", name="Nowhere again", kind="council")


def test_what_does_not_happen_is_not_audited(committed_db: WorkerDatabase) -> None:
    open_authority()

    with pytest.raises(IntegrityError), seen_as(HUB):
        audited_and_refused()

    assert entry_ids() == []
    with seen_as(HUB):
        assert not AuditPending.objects.exists()


CHANGES = [
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(("table", "column"), [("audit_entry", "act"), ("audit_seal", "root")])
def test_even_the_owner_cannot_change_the_audit(
    worker_database: WorkerDatabase, change: str, table: str, column: str
) -> None:
    refused = pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only")

    with worker_database.owner.connect() as owner, refused:
        owner.execute(change.format(table=table, column=column))


@pytest.mark.parametrize("change", [*CHANGES, "INSERT INTO audit_pending VALUES (gen_random_uuid())"])
@pytest.mark.parametrize("sight", EVERY_SIGHT, ids=lambda sight: sight.kind)
def test_no_sight_has_the_right_to_change_the_audit(db: None, change: str, sight: Sight) -> None:
    with pytest.raises(Error, match="permission denied"), seen_as(sight), connection.cursor() as cursor:
        cursor.execute(change.format(table="audit_entry", column="act"))
