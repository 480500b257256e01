"""Write and read many rows with one statement each: columns travel as arrays, values are bound by the server.

COPY is refused on tables with row security, and the ORM builds one object a row; this is what the
intake uses instead. Tables and columns are named by the code, never by what was sent.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

import psycopg
from psycopg import sql

from onward.database import driver, gathering
from onward.database.array_text import array_text

_ROWS_AT_ONCE = 50


class Columns:
    """The columns of one table that are written together, with their PostgreSQL types in order."""

    def __init__(self, table: str, **types: str) -> None:
        """Take the table and, for each column, its type (`uuid`, `text`, `date`, ...)."""
        self.table = table
        self.types = types

    def insert(self, rows: Sequence[Sequence[Any]]) -> None:
        """Insert the rows, each a value for every column in order. No rows: no statement."""
        if rows:
            gathering.add(self.table, (self._insert, _arrays(rows)))

    def update(self, rows: Sequence[Sequence[Any]]) -> None:
        """Update by the first column, which is the key, setting all the others. No rows: no statement."""
        if rows:
            gathering.add(self.table, (self._update, _arrays(rows)))

    def put(self, rows: Sequence[Sequence[Any]]) -> None:
        """Insert the rows; where the first column, the key, is there already, set all the others."""
        if rows:
            gathering.add(self.table, (self._put, _arrays(rows)))

    @cached_property
    def _insert(self) -> str:
        statement = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM unnest({}) AS given ({})").format(
            sql.Identifier(self.table), self._names(), self._values(), self._arrays(), self._names()
        )
        return statement.as_string()

    @cached_property
    def _put(self) -> str:
        key, *others = self.types
        settings = sql.SQL(", ").join(
            sql.SQL("{} = {}").format(sql.Identifier(name), sql.Identifier("excluded", name))
            for name in others
        )
        statement = sql.SQL("{} ON CONFLICT ({}) DO UPDATE SET {}").format(
            sql.SQL(self._insert), sql.Identifier(key), settings
        )
        return statement.as_string()

    @cached_property
    def _update(self) -> str:
        key, *others = self.types
        settings = sql.SQL(", ").join(
            sql.SQL("{} = {}").format(sql.Identifier(name), self._value(name)) for name in others
        )
        statement = sql.SQL(
            "UPDATE {table} SET {settings} FROM unnest({arrays}) AS given ({names}) WHERE {match}"
        ).format(
            table=sql.Identifier(self.table),
            settings=settings,
            arrays=self._arrays(),
            names=self._names(),
            match=sql.SQL("{} = {}").format(sql.Identifier(self.table, key), self._value(key)),
        )
        return statement.as_string()

    def _names(self) -> sql.Composed:
        return sql.SQL(", ").join(map(sql.Identifier, self.types))

    def _values(self) -> sql.Composed:
        return sql.SQL(", ").join(map(self._value, self.types))

    def _value(self, name: str) -> sql.Composed:
        given = sql.Identifier("given", name)
        return (
            sql.SQL("{}::jsonb").format(given) if self.types[name] == "jsonb" else sql.SQL("{}").format(given)
        )

    def _arrays(self) -> sql.Composed:
        kinds = ("text" if kind == "jsonb" else kind for kind in self.types.values())
        return sql.SQL(", ").join(sql.SQL("%s::{}[]").format(sql.SQL(kind)) for kind in kinds)


def run(statement: sql.SQL | sql.Composed | str, values: Sequence[Any] | Mapping[str, Any] = ()) -> int:
    """Run one statement in the current transaction with values bound by the server; return rows touched."""
    gathering.send_waiting()
    return driver.run(_composed(statement), _spelt(values))


def fetch(
    statement: sql.SQL | sql.Composed | str, values: Sequence[Any] | Mapping[str, Any] = ()
) -> list[tuple[Any, ...]]:
    """Run one query in the current transaction and return all its rows."""
    gathering.send_waiting()
    return driver.fetch(_composed(statement), _spelt(values))


def insert_with_bytes(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows that hold long byte strings, a few dozen to a statement, in binary: no hexadecimal copy."""
    pending = list(rows)
    gathering.send_waiting()
    for start in range(0, len(pending), _ROWS_AT_ONCE):
        part = pending[start : start + _ROWS_AT_ONCE]
        statement = _insert_values(table, tuple(columns), len(part))
        driver.run_raw(statement, [value for row in part for value in row])


@lru_cache(maxsize=256)
def _insert_values(table: str, columns: tuple[str, ...], rows: int) -> bytes:
    places = [f"${at}" for at in range(1, len(columns) * rows + 1)]
    values = [", ".join(places[at : at + len(columns)]) for at in range(0, len(places), len(columns))]
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    return statement.as_bytes() + ", ".join(f"({each})" for each in values).encode()


def copy_in(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Stream rows into a table by COPY: a temporary one, or another without row policies."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    connection = driver.ready_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection).copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _arrays(rows: Sequence[Sequence[Any]]) -> tuple[str, ...]:
    return tuple(array_text(column) for column in zip(*rows, strict=True))


def _spelt(values: Sequence[Any] | Mapping[str, Any]) -> Sequence[Any] | Mapping[str, Any]:
    """Return the values with each list as array text, for which the statement says the type."""
    if isinstance(values, Mapping):
        return {name: array_text(each) if isinstance(each, list) else each for name, each in values.items()}
    return [array_text(each) if isinstance(each, list) else each for each in values]


def _composed(statement: sql.SQL | sql.Composed | str) -> driver.Statement:
    return statement.encode() if isinstance(statement, str) else statement
