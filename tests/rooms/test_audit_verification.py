"""Somebody who holds the whole database tampers past the triggers; verification names what they did."""

from uuid import UUID

import pytest
from tests.harness.audit import KEY, NOON, PUBLIC_KEYS, act, entry_ids, seal, tamper, write
from tests.harness.cluster import WorkerDatabase

from onward.audit import services as audit
from onward.audit.findings import Finding, FindingKind, Verification
from onward.audit.seal import Head

OTHER_VALUES = {
    "at": "at + interval '1 microsecond'",
    "actor_kind": "'person'",
    "actor_id": "'somebody'",
    "door": "'web'",
    "act": "'view_nothing'",
    "subject_kind": "'pupil'",
    "subject_id": "'99'",
    "school_id": "17",
    "authority_id": "'230'",
    "shielded": "false",
    "reason": "'because'",
    "request_id": "'r-99'",
    "detail": """'{"code": "01"}'""",
}


def verify(*, witness: Head | None = None) -> Verification:
    return audit.verify(public_keys=PUBLIC_KEYS, witness=witness)


def found(*, witness: Head | None = None) -> set[tuple[FindingKind, int | None, UUID | None]]:
    return {(each.kind, each.seal, each.entry) for each in verify(witness=witness).findings}


def test_an_empty_audit_is_sound(committed_db: WorkerDatabase) -> None:
    verification = verify()

    assert verification.is_sound
    assert verification.head is None


def test_an_untouched_audit_is_sound(committed_db: WorkerDatabase) -> None:
    seal(7, seals=3)
    write(act(), act())

    verification = verify()

    assert verification.is_sound
    assert (verification.entries, verification.pending, verification.seals) == (23, 2, 3)


def test_a_changed_entry_is_found_whichever_column_it_is(committed_db: WorkerDatabase) -> None:
    seal(len(OTHER_VALUES) + 1)
    ids = entry_ids()
    for entry, (column, value) in zip(ids, OTHER_VALUES.items(), strict=False):
        tamper(committed_db.superuser, f"UPDATE audit_entry SET {column} = {value} WHERE id = %s", [entry])

    assert found() == {(FindingKind.ENTRY_CHANGED, 1, entry) for entry in ids[:-1]}


def test_every_column_of_an_entry_is_sealed(committed_db: WorkerDatabase) -> None:
    with committed_db.superuser.connect() as connection:
        columns = connection.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'audit_entry'"
        ).fetchall()

    assert {name for (name,) in columns} == {"id", *OTHER_VALUES}


def test_a_changed_id_is_an_entry_removed_and_one_inserted(committed_db: WorkerDatabase) -> None:
    seal(3)
    was, new = entry_ids()[1], UUID(int=1)
    tamper(committed_db.superuser, "UPDATE audit_entry SET id = %s WHERE id = %s", [new, was])

    assert found() == {(FindingKind.ENTRY_REMOVED, 1, was), (FindingKind.ENTRY_INSERTED, None, new)}


def test_a_removed_entry_is_found(committed_db: WorkerDatabase) -> None:
    seal(3, seals=2)
    removed = entry_ids()[4]
    tamper(committed_db.superuser, "DELETE FROM audit_entry WHERE id = %s", [removed])

    assert found() == {(FindingKind.ENTRY_REMOVED, 2, removed)}


def test_an_entry_removed_while_it_waited_is_found(committed_db: WorkerDatabase) -> None:
    write(act(1), act(2))
    removed = entry_ids()[0]
    tamper(committed_db.superuser, "DELETE FROM audit_entry WHERE id = %s", [removed])
    audit.seal(keys=[KEY], now=NOON)

    assert found() == {(FindingKind.ENTRY_REMOVED, None, removed)}


def test_an_inserted_entry_is_found(committed_db: WorkerDatabase) -> None:
    seal(3)
    columns = ", ".join(OTHER_VALUES)
    statement = f"INSERT INTO audit_entry (id, {columns}) SELECT %s, {columns} FROM audit_entry LIMIT 1"
    tamper(committed_db.superuser, statement, [UUID(int=1)])

    assert found() == {(FindingKind.ENTRY_INSERTED, None, UUID(int=1))}


def test_an_entry_taken_out_of_the_queue_is_found(committed_db: WorkerDatabase) -> None:
    write(act(1), act(2))
    taken = entry_ids()[1]
    tamper(committed_db.superuser, "DELETE FROM audit_pending WHERE entry_id = %s", [taken])
    audit.seal(keys=[KEY], now=NOON)

    assert found() == {(FindingKind.ENTRY_INSERTED, None, taken)}


def test_a_sealed_entry_put_back_into_the_queue_is_found(committed_db: WorkerDatabase) -> None:
    seal(3)
    again = entry_ids()[1]
    tamper(committed_db.superuser, "INSERT INTO audit_pending VALUES (%s)", [again])

    assert found() == {(FindingKind.ENTRY_QUEUED_AGAIN, 1, again)}


def test_a_changed_entry_stays_found_when_it_is_sealed_again(committed_db: WorkerDatabase) -> None:
    seal(3)
    changed = entry_ids()[1]
    tamper(committed_db.superuser, "UPDATE audit_entry SET reason = 'other' WHERE id = %s", [changed])
    tamper(committed_db.superuser, "INSERT INTO audit_pending VALUES (%s)", [changed])
    audit.seal(keys=[KEY], now=NOON)

    assert found() == {(FindingKind.ENTRY_CHANGED, 1, changed)}


def test_a_removed_seal_is_found_with_the_entries_that_it_held(committed_db: WorkerDatabase) -> None:
    seal(2, seals=3)
    ids = entry_ids()
    tamper(committed_db.superuser, "DELETE FROM audit_seal WHERE number = 2")

    inserted = {(FindingKind.ENTRY_INSERTED, None, entry) for entry in ids[2:4]}
    assert found() == inserted | {(FindingKind.SEAL_REMOVED, 2, None)}


def test_the_newest_seal_removed_leaves_its_entries_unsealed(committed_db: WorkerDatabase) -> None:
    seal(2, seals=2)
    ids = entry_ids()
    tamper(committed_db.superuser, "DELETE FROM audit_seal WHERE number = 2")

    assert found() == {(FindingKind.ENTRY_INSERTED, None, entry) for entry in ids[2:]}


def test_an_end_cut_off_whole_is_found_by_the_head_that_was_written_down(
    committed_db: WorkerDatabase,
) -> None:
    seal(2, seals=3)
    written_down = verify().head
    ids = entry_ids()
    tamper(committed_db.superuser, "DELETE FROM audit_seal WHERE number = 3")
    tamper(committed_db.superuser, "DELETE FROM audit_entry WHERE id = ANY (%s)", [ids[4:]])

    assert found() == set()
    assert found(witness=written_down) == {(FindingKind.SEAL_REMOVED, 3, None)}


def test_an_end_that_was_sealed_anew_is_found_by_the_head_that_was_written_down(
    committed_db: WorkerDatabase,
) -> None:
    seal(2)
    written_down = verify().head
    tamper(committed_db.superuser, "DELETE FROM audit_seal")
    tamper(committed_db.superuser, "UPDATE audit_entry SET reason = 'other'")
    tamper(committed_db.superuser, "INSERT INTO audit_pending SELECT id FROM audit_entry")
    audit.seal(keys=[KEY], now=NOON)

    assert found() == set()
    assert found(witness=written_down) == {(FindingKind.SEAL_CHANGED, 1, None)}


def test_the_head_stays_a_witness_while_the_audit_grows(committed_db: WorkerDatabase) -> None:
    seal(2)
    written_down = verify().head
    seal(2, seals=2)

    assert verify(witness=written_down).is_sound


def test_seals_that_changed_places_are_found(committed_db: WorkerDatabase) -> None:
    seal(2, seals=3)
    tamper(committed_db.superuser, "UPDATE audit_seal SET number = 5 - number + 100 WHERE number > 1")
    tamper(committed_db.superuser, "UPDATE audit_seal SET number = number - 100 WHERE number > 1")

    reordered = {each for each in found() if each[0] is FindingKind.SEAL_REORDERED}
    assert reordered == {(FindingKind.SEAL_REORDERED, number, None) for number in (2, 3)}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("signature = substring(signature FROM 2) || '\\x00'", FindingKind.SIGNATURE_WRONG),
        ("key_id = 'audit-9'", FindingKind.SIGNATURE_WRONG),
        ("statement = replace(statement, 'size 3', 'size 4')", FindingKind.SIGNATURE_WRONG),
        ("root = sha256(root)", FindingKind.SEAL_CHANGED),
        ("sealed_at = sealed_at + interval '1 day'", FindingKind.SEAL_CHANGED),
        ("leaf_form = 2", FindingKind.SEAL_CHANGED),
        ("leaf_hashes[2] = sha256(root)", FindingKind.SEAL_CHANGED),
        ("entry_ids = entry_ids[1:2]", FindingKind.SEAL_CHANGED),
        ("previous = sha256(previous)", FindingKind.CHAIN_BROKEN),
    ],
)
def test_a_changed_seal_is_found(committed_db: WorkerDatabase, change: str, kind: FindingKind) -> None:
    seal(3, seals=3)
    tamper(committed_db.superuser, f"UPDATE audit_seal SET {change} WHERE number = 2")

    assert (kind, 2, None) in found()


def test_a_seal_by_an_unknown_key_is_found(committed_db: WorkerDatabase) -> None:
    seal(1)

    verification = audit.verify(public_keys={})

    assert verification.findings == (Finding(kind=FindingKind.SIGNATURE_WRONG, seal=1),)


def test_progress_is_told_up_to_the_end(committed_db: WorkerDatabase) -> None:
    seal(5, seals=2)
    told: list[tuple[int, int]] = []

    audit.verify(public_keys=PUBLIC_KEYS, progress=lambda done, total: told.append((done, total)))

    assert told[-1] == (12, 12)


def test_others_may_write_and_seal_in_the_meantime(committed_db: WorkerDatabase) -> None:
    seal(5, seals=2)
    in_the_meantime: list[object] = []

    def meanwhile(done: int, total: int) -> None:
        if not in_the_meantime:
            with committed_db.superuser.connect() as other:
                columns = ", ".join(OTHER_VALUES)
                in_the_meantime.append(
                    other.execute(
                        f"INSERT INTO audit_entry (id, {columns})"
                        f" SELECT gen_random_uuid(), {columns} FROM audit_entry"
                    ).rowcount
                )

    verification = audit.verify(public_keys=PUBLIC_KEYS, progress=meanwhile)

    assert in_the_meantime == [10]
    assert (verification.is_sound, verification.entries) == (True, 10)
