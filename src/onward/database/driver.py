"""Statements through the database driver's own cursors, past Django's: the server binds the values.

Inside `keeping_plans` each statement is planned once for a connection, whatever its values; elsewhere it is
planned each time, by what the tables hold then.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

Statement = sql.SQL | sql.Composed | bytes
Values = Sequence[Any] | Mapping[str, Any]
_ONE_PLAN_BY_INDEX = (
    b"SELECT set_config('plan_cache_mode', 'force_generic_plan', true),"
    b" set_config('enable_seqscan', 'off', true)"
)


class _Plans(threading.local):
    """Whether this thread's statements keep their plans now."""

    def __init__(self) -> None:
        self.are_kept = False


_plans = _Plans()


@contextmanager
def keeping_plans() -> Iterator[None]:
    """Let the statements of the block, which ends with its transaction, keep one plan each.

    To plan anew for every batch costs a small one more than its rows. A plan that is kept may be older than
    the rows: made while a table was empty, it must not read the whole of it later. So it goes by index.
    """
    _plans.are_kept = True
    try:
        run_raw(_ONE_PLAN_BY_INDEX, ())
        yield
    finally:
        _plans.are_kept = False


def ready_connection(alias: str = "default") -> BaseDatabaseWrapper:
    """Return this thread's connection, opened where it was not."""
    connection = connections[alias]
    if connection.connection is None:
        connection.ensure_connection()
    return connection


def is_there(alias: str = "default") -> bool:
    """Say, after a failure, whether this thread's connection can go on; one that is lost is made anew.

    Inside a transaction there is no new one: what was done in it before is lost with the connection.
    """
    connection = connections[alias]
    if connection.connection is not None and not connection.connection.closed:
        return True
    if connection.in_atomic_block:
        return False
    connection.close()
    try:
        connection.ensure_connection()
    except OperationalError:
        return False
    return True


def run_raw(statement: bytes, values: Sequence[Any], *, using: str = "default") -> None:
    """Run a statement that numbers its values as the server wants them, `$1`, past all conversion."""
    connection = ready_connection(using)
    with connection.wrap_database_errors, psycopg.RawCursor(connection.connection) as cursor:
        cursor.execute(statement, values, prepare=_plans.are_kept)


def run(statement: Statement, values: Values) -> int:
    """Run a statement that has `%s` or a name for each value; return how many rows it touched."""
    connection = ready_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(statement, values, prepare=_plans.are_kept)
        return cursor.rowcount


def fetch(statement: Statement, values: Values) -> list[tuple[Any, ...]]:
    """Run a query that has `%s` or a name for each value; return its rows."""
    connection = ready_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        return cursor.execute(statement, values, prepare=_plans.are_kept).fetchall()
