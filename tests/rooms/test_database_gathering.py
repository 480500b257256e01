"""What is written together goes to the database as one statement, and is there when somebody asks."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from tests.harness.cluster import WorkerDatabase
from tests.harness.statements import counted_statements

from onward.database.bulk import Columns, fetch
from onward.database.gathering import gathered

FIRST = Columns("first_things", id="int", name="text")
SECOND = Columns("second_things", id="int", name="text")
pytestmark = pytest.mark.usefixtures("two_tables")


@pytest.fixture
def two_tables(committed_db: WorkerDatabase) -> Iterator[None]:
    with committed_db.superuser.connect() as superuser:
        for table in ("first_things", "second_things"):
            superuser.execute(f"CREATE TABLE {table} (id int PRIMARY KEY, name text)")
            superuser.execute(f"GRANT ALL ON {table} TO onward_app")
        yield
        superuser.execute("DROP TABLE first_things, second_things")


def rows_of(table: str) -> list[tuple[object, ...]]:
    return fetch(f"SELECT id, name FROM {table} ORDER BY id")


@pytest.mark.parametrize("count", [1, 20])
def test_several_tables_are_written_with_one_statement(count: int) -> None:
    rows = [(number, f"name, {number}") for number in range(count)]

    with counted_statements() as sent, gathered():
        FIRST.insert(rows)
        SECOND.insert(rows)

    assert sent.count == 1
    assert rows_of("first_things") == rows_of("second_things") == rows


def test_a_second_part_for_one_table_sees_the_first() -> None:
    with counted_statements() as sent, gathered():
        FIRST.insert([(1, "before"), (2, "kept")])
        SECOND.insert([(1, "beside")])
        FIRST.update([(1, "after")])

    assert sent.count == 2
    assert rows_of("first_things") == [(1, "after"), (2, "kept")]


def test_whoever_asks_inside_the_block_sees_what_was_written() -> None:
    with gathered():
        FIRST.insert([(1, "one")])

        assert rows_of("first_things") == [(1, "one")]


def test_blocks_in_blocks_end_with_the_outermost() -> None:
    with counted_statements() as sent, gathered():
        with gathered():
            FIRST.insert([(1, "inner")])
        SECOND.insert([(1, "outer")])

    assert sent.count == 1


def test_what_waits_is_dropped_when_the_block_raises() -> None:
    with suppress(LookupError), gathered():
        FIRST.insert([(1, "one")])
        raise LookupError

    SECOND.insert([(2, "later")])

    assert (rows_of("first_things"), rows_of("second_things")) == ([], [(2, "later")])


def test_putting_inserts_and_replaces() -> None:
    FIRST.insert([(1, "old")])

    FIRST.put([(1, "new"), (2, "added")])

    assert rows_of("first_things") == [(1, "new"), (2, "added")]
