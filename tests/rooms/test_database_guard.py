from collections.abc import Iterator
from typing import Any

import pytest
from psycopg import Connection
from tests.harness.cluster import WorkerDatabase

from onward.config.declared_rows import declared_rows
from onward.database import row_security
from onward.database.address import Address
from onward.database.guard import UnsafeDatabase, require_safe
from onward.database.rows import DeclarationIncomplete, TableRows
from onward.foundation.sight import SightKind


@pytest.fixture
def owner(worker_database: WorkerDatabase) -> Iterator[Connection[Any]]:
    """The owner's connection in a transaction that is undone, with whatever the test spoils in it."""
    with worker_database.owner.connect() as connection, connection.transaction(force_rollback=True):
        yield connection


def refusal(address: Address) -> str:
    with address.connect() as connection, pytest.raises(UnsafeDatabase) as caught:
        require_safe(connection, declared_rows())
    return str(caught.value)


def findings(connection: Connection[Any], *declarations: TableRows) -> list[str]:
    rows = {each.table: each for each in (*declared_rows(), *declarations)}
    return [str(each) for each in row_security.compare(connection, tuple(rows.values()))]


def test_the_service_login_is_accepted_and_every_table_is_as_declared(
    worker_database: WorkerDatabase,
) -> None:
    with worker_database.app.connect() as connection:
        require_safe(connection, declared_rows())


def test_the_service_refuses_to_serve_as_superuser(worker_database: WorkerDatabase) -> None:
    text = refusal(worker_database.superuser)

    assert "the login postgres is a superuser; the login postgres bypasses row security" in text


def test_the_service_refuses_to_serve_as_the_owner(worker_database: WorkerDatabase) -> None:
    text = refusal(worker_database.owner)

    assert "the login onward_owner owns tables" in text


def test_a_table_that_no_room_declares_is_found(owner: Connection[Any]) -> None:
    owner.execute("CREATE TABLE forgotten (note text)")

    found = findings(owner)

    assert found == ["forgotten: no room declares who may see its rows"]


def test_a_view_is_found_because_it_reads_past_the_policies(owner: Connection[Any]) -> None:
    owner.execute("CREATE VIEW every_job AS SELECT * FROM procrastinate_jobs")

    found = findings(owner)

    assert found == ["every_job: a view reads with its owner's rights, past the row policies"]


SAMPLE = TableRows(
    table="sample", school_column="school_id", privileges={SightKind.HUB: "SIUD", SightKind.SCHOOL: "S"}
)
SPOILT = [
    ("ALTER TABLE sample NO FORCE ROW LEVEL SECURITY", "sample: row security should be on and forced"),
    ("ALTER TABLE sample DISABLE ROW LEVEL SECURITY", "sample: row security should be on and forced"),
    ("GRANT DELETE ON sample TO onward_school", "sample: rights differ: onward_school DELETE"),
    ("GRANT SELECT ON sample TO PUBLIC", "sample: rights differ: PUBLIC SELECT"),
    ("REVOKE SELECT ON sample FROM onward_school", "sample: rights differ: onward_school SELECT"),
    (
        "ALTER POLICY rows_of_school ON sample USING (true)",
        "sample: policy rows_of_school is not as declared",
    ),
    (
        "ALTER POLICY rows_of_school ON sample TO onward_authority",
        "sample: policy rows_of_school is not as declared",
    ),
    ("DROP POLICY rows_of_school ON sample", "sample: policy rows_of_school is missing"),
    ("CREATE POLICY hole ON sample USING (true)", "sample: policy hole is not declared"),
    ("DROP TABLE sample", "sample: declared, but there is no such table"),
]


@pytest.mark.parametrize(("statement", "expected"), SPOILT)
def test_whatever_was_loosened_by_hand_is_found(
    owner: Connection[Any], statement: str, expected: str
) -> None:
    owner.execute("CREATE TABLE sample (school_id integer)")
    row_security.apply(owner, [SAMPLE])
    before = findings(owner, SAMPLE)

    owner.execute(statement.encode())

    assert (before, findings(owner, SAMPLE)) == ([], [expected])


def test_applying_again_mends_what_was_loosened_and_then_changes_nothing(owner: Connection[Any]) -> None:
    owner.execute("CREATE TABLE sample (id serial, school_id integer)")
    first = row_security.apply(owner, [SAMPLE])
    again = row_security.apply(owner, [SAMPLE])

    owner.execute("ALTER POLICY rows_of_school ON sample USING (true)")
    mended = row_security.apply(owner, [SAMPLE])

    assert (first, again, mended, findings(owner, SAMPLE)) == (["sample"], [], ["sample"], [])


def test_a_partition_may_not_have_rights_of_its_own(owner: Connection[Any]) -> None:
    owner.execute("CREATE TABLE sample (school_id integer) PARTITION BY RANGE (school_id)")
    owner.execute("CREATE TABLE sample_low PARTITION OF sample FOR VALUES FROM (0) TO (10)")
    row_security.apply(owner, [SAMPLE])
    before = findings(owner, SAMPLE)

    owner.execute("GRANT SELECT ON sample_low TO onward_school")

    expected = "sample_low: a partition with rights of its own escapes its parent's row policies"
    assert (before, findings(owner, SAMPLE)) == ([], [expected])


def test_a_privilege_without_a_condition_is_no_declaration() -> None:
    rows = TableRows(table="sample", privileges={SightKind.AUTHORITY: "S"})

    with pytest.raises(DeclarationIncomplete, match="which rows may authority see"):
        rows.condition(SightKind.AUTHORITY)
