from collections.abc import Iterator

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction
from tests.harness.cluster import WorkerDatabase

from onward.database import row_security
from onward.database.rows import TableRows, open_table
from onward.database.sight import current_sight, seen_as
from onward.foundation.sight import HUB, NATIONAL, Sight, SightKind, for_authority, for_school

SAMPLE = TableRows(
    table="sample",
    school_column="school_id",
    authority_column="authority",
    privileges={
        SightKind.HUB: "SIUD",
        SightKind.SCHOOL: "SI",
        SightKind.AUTHORITY: "S",
        SightKind.NATIONAL: "S",
    },
)
PLAIN = open_table("plain", {SightKind.HUB: "SIUD", SightKind.SCHOOL: "S"})


@pytest.fixture
def sample(committed_db: WorkerDatabase) -> Iterator[WorkerDatabase]:
    with committed_db.owner.connect() as owner:
        owner.execute("CREATE TABLE sample (school_id integer, authority varchar(3), note text)")
        owner.execute("CREATE TABLE plain (note text)")
        row_security.apply(owner, [SAMPLE, PLAIN])
        yield committed_db
        connection.close()
        owner.execute("DROP TABLE sample, plain")


def notes() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM sample ORDER BY note")
        return [note for (note,) in cursor.fetchall()]


def write(school: int, authority: str, note: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO sample VALUES (%s, %s, %s)", [school, authority, note])


class Interrupted(Exception):
    pass


def interrupted_write() -> None:
    with seen_as(HUB):
        write(1, "100", "undone")
        raise Interrupted


def two_rows() -> None:
    with seen_as(HUB):
        write(1, "100", "Aberdeen's")
        write(2, "110", "Angus's")


@pytest.mark.parametrize(
    ("sight", "expected"),
    [
        (HUB, ["Aberdeen's", "Angus's"]),
        (NATIONAL, ["Aberdeen's", "Angus's"]),
        (for_school(1), ["Aberdeen's"]),
        (for_school(3), []),
        (for_authority("110"), ["Angus's"]),
        (Sight(kind=SightKind.SCHOOL), []),
        (Sight(kind=SightKind.AUTHORITY), []),
    ],
)
def test_each_sight_sees_its_own_rows(sample: WorkerDatabase, sight: Sight, expected: list[str]) -> None:
    two_rows()

    with seen_as(sight):
        seen = notes()

    assert seen == expected


def test_without_a_sight_there_is_no_right_at_all(sample: WorkerDatabase) -> None:
    two_rows()

    with pytest.raises(ProgrammingError, match="permission denied"):
        notes()


def test_a_school_cannot_write_a_row_of_another_school(sample: WorkerDatabase) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), seen_as(for_school(1)):
        write(2, "110", "forged")


def test_a_school_cannot_delete_what_it_may_only_read(sample: WorkerDatabase) -> None:
    two_rows()

    with pytest.raises(ProgrammingError, match="permission denied"), seen_as(for_school(1)):
        connection.cursor().execute("DELETE FROM sample")


def test_the_outer_sight_is_back_after_an_inner_one(sample: WorkerDatabase) -> None:
    two_rows()

    with seen_as(for_school(1)):
        with seen_as(for_school(2)):
            inner = notes()
        outer = notes()

    assert (inner, outer) == (["Angus's"], ["Aberdeen's"])


def test_the_outer_sight_is_back_after_an_inner_error(sample: WorkerDatabase) -> None:
    two_rows()

    with seen_as(for_school(1)):
        with pytest.raises(Interrupted):
            interrupted_write()
        seen = notes()
        remembered = current_sight()

    assert (seen, remembered) == (["Aberdeen's"], for_school(1))


def test_no_sight_is_left_for_the_next_user_of_the_connection(sample: WorkerDatabase) -> None:
    with transaction.atomic():
        with seen_as(HUB):
            notes()
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            notes()

    assert current_sight() is None


def test_the_owner_is_bound_by_the_policies_too(sample: WorkerDatabase) -> None:
    two_rows()

    with sample.owner.connect() as owner:
        rows = owner.execute("SELECT * FROM sample").fetchall()

    assert rows == []


def test_the_rows_of_a_sight_are_found_through_an_index_condition(sample: WorkerDatabase) -> None:
    with sample.owner.connect() as owner:
        owner.execute("CREATE INDEX sample_school ON sample (school_id)")

    with seen_as(for_school(1)), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT * FROM sample")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "Index Cond: (school_id = (InitPlan" in plan


def test_an_unknown_login_does_not_get_in(worker_database: WorkerDatabase) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        worker_database.app.login("onward_app", "guessed").connect()
