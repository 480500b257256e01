"""Put the rooms' row declarations into the database, and prove that the database has them.

A policy's comment holds a fingerprint of the declared condition together with PostgreSQL's own spelling
of it. Either of the two changing without the other shows.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql

from onward.database.found_rows import FoundTable, read_tables
from onward.database.roles import APP, SIGHT_ROLES
from onward.database.rows import TableRows, commands
from onward.foundation.sight import SightKind

_SEQUENCES = """
SELECT s.relname FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype = 'a'
WHERE s.relkind = 'S' AND d.refobjid = to_regclass(%s)
"""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One way in which the database is not as declared, in plain words."""

    table: str
    text: str

    def __str__(self) -> str:
        """Return one line for the operator."""
        return f"{self.table}: {self.text}"


def apply(connection: Connection[Any], rows: Sequence[TableRows]) -> list[str]:
    """Make the database as declared, in one transaction, and return the tables that were changed.

    Connect as the owner. Tables that are right already are not touched, so that a repeat is instant.
    """
    with connection.transaction():
        found = read_tables(connection)
        wrong = [each for each in rows if each.table in found and any(_differences(each, found[each.table]))]
        for declared in wrong:
            _set_grants(connection, declared, found[declared.table])
            _set_policies(connection, declared, found[declared.table])
    return [each.table for each in wrong]


def compare(connection: Connection[Any], rows: Sequence[TableRows]) -> list[Difference]:
    """Return every way in which the database differs from the declarations. Any login may ask."""
    found = read_tables(connection)
    declared = {each.table: each for each in rows}
    texts = [(name, "declared, but there is no such table") for name in declared.keys() - found.keys()]
    for name, table in found.items():
        findings = _differences(declared[name], table) if name in declared else _undeclared(table)
        texts += [(name, text) for text in findings]
    return [Difference(table=name, text=text) for name, text in sorted(texts)]


def _undeclared(found: FoundTable) -> Iterator[str]:
    if found.kind == "partition":
        if found.grants:
            yield "a partition with rights of its own escapes its parent's row policies"
    elif found.kind in {"v", "m"}:
        yield "a view reads with its owner's rights, past the row policies"
    else:
        yield "no room declares who may see its rows"


def _differences(declared: TableRows, found: FoundTable) -> Iterator[str]:
    grants = found.grants ^ _grants(declared)
    if grants:
        yield f"rights differ: {', '.join(f'{role} {command}' for role, command in sorted(grants))}"
    if (found.secured, found.forced) != (declared.row_security, declared.row_security):
        yield f"row security should be {'on and forced' if declared.row_security else 'off'}"
    expected = _conditions(declared)
    for name in sorted(found.policies.keys() ^ expected.keys()):
        yield f"policy {name} is {'not declared' if name in found.policies else 'missing'}"
    for name in sorted(found.policies.keys() & expected.keys()):
        policy = found.policies[name]
        if policy.comment != _fingerprint(expected[name], policy.spelling):
            yield f"policy {name} is not as declared"


def _grants(declared: TableRows) -> set[tuple[str, str]]:
    by_sight = {(SIGHT_ROLES[kind], each) for kind in SightKind for each in declared.commands(kind)}
    return by_sight | {(APP, each) for each in commands(declared.app_privileges)}


def _conditions(declared: TableRows) -> dict[str, str]:
    """Return the conditions of each policy that the table should have, by the policy's name."""
    if not declared.row_security:
        return {}
    kinds = [kind for kind in SightKind if declared.commands(kind)]
    return {_policy_name(kind): f"{declared.seen(kind)}\0{declared.condition(kind)}" for kind in kinds}


def _policy_name(kind: SightKind) -> str:
    return f"rows_of_{kind}"


def _fingerprint(condition: str, spelling: str) -> str:
    return hashlib.sha256(f"{condition}\0{spelling}".encode()).hexdigest()


def _set_grants(connection: Connection[Any], declared: TableRows, found: FoundTable) -> None:
    table = sql.Identifier("public", declared.table)
    for role in {role for role, _ in found.grants}:
        grantee: sql.Composable = sql.SQL("PUBLIC") if role == "PUBLIC" else sql.Identifier(role)
        connection.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(table, grantee))
    for role, command in sorted(_grants(declared)):
        statement = sql.SQL("GRANT {} ON {} TO {}")
        connection.execute(statement.format(sql.SQL(command), table, sql.Identifier(role)))
    inserters = [role for role, command in _grants(declared) if command == "INSERT"]
    _grant_sequences(connection, declared.table, inserters)


def _grant_sequences(connection: Connection[Any], table: str, roles: Iterable[str]) -> None:
    """Let those who insert draw numbers from serial columns. Identity columns need no right."""
    sequences = [name for (name,) in connection.execute(_SEQUENCES, [f"public.{table}"])]
    for role in roles:
        for sequence in sequences:
            statement = sql.SQL("GRANT USAGE, SELECT ON SEQUENCE {} TO {}")
            connection.execute(statement.format(sql.Identifier("public", sequence), sql.Identifier(role)))


def _set_policies(connection: Connection[Any], declared: TableRows, found: FoundTable) -> None:
    table = sql.Identifier("public", declared.table)
    for name in found.policies:
        connection.execute(sql.SQL("DROP POLICY {} ON {}").format(sql.Identifier(name), table))
    words = ("ENABLE", "FORCE") if declared.row_security else ("DISABLE", "NO FORCE")
    for word in words:
        connection.execute(sql.SQL("ALTER TABLE {} {} ROW LEVEL SECURITY").format(table, sql.SQL(word)))
    for kind in SightKind:
        if _policy_name(kind) in _conditions(declared):
            _create_policy(connection, declared, kind)
    spelt = read_tables(connection)[declared.table].policies
    for name, condition in _conditions(declared).items():
        mark = _fingerprint(condition, spelt[name].spelling)
        statement = sql.SQL("COMMENT ON POLICY {} ON {} IS {}")
        connection.execute(statement.format(sql.Identifier(name), table, sql.Literal(mark)))


def _create_policy(connection: Connection[Any], declared: TableRows, kind: SightKind) -> None:
    statement = sql.SQL("CREATE POLICY {} ON {} TO {} USING ({}) WITH CHECK ({})")
    name, role = sql.Identifier(_policy_name(kind)), sql.Identifier(SIGHT_ROLES[kind])
    table = sql.Identifier("public", declared.table)
    seen, written = sql.SQL(declared.seen(kind)), sql.SQL(declared.condition(kind))
    connection.execute(statement.format(name, table, role, seen, written))
