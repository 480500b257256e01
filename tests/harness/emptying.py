"""Put a database back to what the migrations left, after a test that really committed."""

from typing import Any

from psycopg import Connection, sql

from onward.database.address import Address

_TABLES = """
SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind IN ('r', 'p')
AND NOT relispartition ORDER BY relname
"""
_KEPT = {"django_migrations"}


def remember_seeds(superuser: Address) -> None:
    """Keep a copy of the rows that migrations themselves wrote."""
    with superuser.connect() as connection:
        connection.execute("CREATE SCHEMA seeds")
        for table in _tables(connection, "public"):
            original, copy = sql.Identifier("public", table), sql.Identifier("seeds", table)
            found = connection.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(original)).fetchone()
            if found and found[0]:
                connection.execute(sql.SQL("CREATE TABLE {} AS TABLE {}").format(copy, original))


def restore_seeds(superuser: Address) -> None:
    """Empty every table, past triggers and row policies, and bring the seeds back."""
    with superuser.connect() as connection, connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        tables = [sql.Identifier("public", each) for each in _tables(connection, "public")]
        connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(sql.SQL(", ").join(tables)))
        for table in _tables(connection, "seeds"):
            statement = sql.SQL("INSERT INTO {} OVERRIDING SYSTEM VALUE SELECT * FROM {}")
            connection.execute(
                statement.format(sql.Identifier("public", table), sql.Identifier("seeds", table))
            )


def _tables(connection: Connection[Any], schema: str) -> list[str]:
    names = [name for (name,) in connection.execute(_TABLES, [schema])]
    return [name for name in names if name not in _KEPT]
