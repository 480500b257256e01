"""Prepare a PostgreSQL server for the hub: roles, database, extensions. May be repeated at any time."""

import hashlib
from collections.abc import Mapping
from typing import Any

from psycopg import Connection, sql

from onward.database.address import Address
from onward.database.roles import APP, OWNER, SIGHT_ROLES
from onward.foundation.sight import SightKind

_LOGIN = "LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS"
_NO_LOGIN = "NOLOGIN NOINHERIT"
_EXTENSIONS = ("pg_trgm",)
_EMBEDDED_LOCALE = (
    "TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C.UTF-8'"
)
_OLDER_LOCALE = "TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
_BUILTIN_SINCE = 170000
_LEAST_VERSION = 150000


class ServerTooOld(Exception):
    """The hub needs PostgreSQL 15 or newer."""


class RolesOfAnotherHub(Exception):
    """This PostgreSQL server has the roles of another hub. Give each hub a server of its own; or, if it is
    the same hub, put its keys.json into the data folder.
    """


def may_create_roles(address: Address) -> bool:
    """Say whether this login has the rights that `prepare` needs."""
    with address.connect() as connection:
        row = connection.execute(
            "SELECT rolsuper OR (rolcreaterole AND rolcreatedb) FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    return bool(row and row[0])


def prepare(admin: Address, name: str, passwords: Mapping[str, str]) -> Address:
    """Create the roles and the database `name`, or mend what is missing, and return the database's place.

    `admin` may create roles; `passwords` has those of "owner" and "app". Connects to no other database
    of the server than `admin`'s own and `name`.

    Raises:
        ServerTooOld: the server's version is not supported.
        RolesOfAnotherHub: the roles are there, but not of an installation with these passwords.
    """
    with admin.connect() as connection:
        if connection.info.server_version < _LEAST_VERSION:
            raise ServerTooOld(ServerTooOld.__doc__)
        with connection.transaction():
            _create_roles(connection, passwords)
        _create_database(connection, name)
        _grant_database(connection, name)
    with admin.database(name).connect() as connection:
        _grant_schema(connection)
        _create_extensions(connection)
    return admin.database(name).login("", "")


def _create_roles(connection: Connection[Any], passwords: Mapping[str, str]) -> None:
    for role in SIGHT_ROLES.values():
        _ensure_role(connection, role, _NO_LOGIN)
    for role, key in ((OWNER, "owner"), (APP, "app")):
        _ensure_login(connection, role, passwords[key])
    for role in SIGHT_ROLES.values():
        for member in (APP, OWNER):
            statement = sql.SQL("GRANT {} TO {}")
            connection.execute(statement.format(sql.Identifier(role), sql.Identifier(member)))
    connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(OWNER)))


def _ensure_role(connection: Connection[Any], role: str, attributes: str) -> None:
    exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    if not exists:
        statement = sql.SQL("CREATE ROLE {} {}")
        connection.execute(statement.format(sql.Identifier(role), sql.SQL(attributes)))


def _ensure_login(connection: Connection[Any], role: str, password: str) -> None:
    """Create the login. Its comment is a mark of the hub it belongs to, whose password is not replaced."""
    mark = "onward " + hashlib.sha256(password.encode()).hexdigest()[:16]
    found = connection.execute(
        "SELECT shobj_description(oid, 'pg_authid') FROM pg_roles WHERE rolname = %s", [role]
    ).fetchone()
    if found and found[0] != mark:
        raise RolesOfAnotherHub(RolesOfAnotherHub.__doc__)
    _ensure_role(connection, role, _LOGIN)
    for text, value in (("ALTER ROLE {} PASSWORD {}", password), ("COMMENT ON ROLE {} IS {}", mark)):
        connection.execute(sql.SQL(text).format(sql.Identifier(role), sql.Literal(value)))


def _create_database(connection: Connection[Any], name: str) -> None:
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        return
    locale = _EMBEDDED_LOCALE if connection.info.server_version >= _BUILTIN_SINCE else _OLDER_LOCALE
    statement = sql.SQL("CREATE DATABASE {} OWNER {} {}")
    connection.execute(statement.format(sql.Identifier(name), sql.Identifier(OWNER), sql.SQL(locale)))


def _grant_database(connection: Connection[Any], name: str) -> None:
    """Let only the hub's two logins in, and only the hub's own sight make temporary tables."""
    database, hub = sql.Identifier(name), sql.Identifier(SIGHT_ROLES[SightKind.HUB])
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    for role in (APP, OWNER):
        statement = sql.SQL("GRANT CONNECT ON DATABASE {} TO {}")
        connection.execute(statement.format(database, sql.Identifier(role)))
    connection.execute(sql.SQL("GRANT ALL ON DATABASE {} TO {}").format(database, sql.Identifier(OWNER)))
    connection.execute(sql.SQL("GRANT TEMPORARY ON DATABASE {} TO {}").format(database, hub))


def _grant_schema(connection: Connection[Any]) -> None:
    connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    connection.execute(sql.SQL("GRANT ALL ON SCHEMA public TO {}").format(sql.Identifier(OWNER)))
    for role in (APP, *SIGHT_ROLES.values()):
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(role)))


def _create_extensions(connection: Connection[Any]) -> None:
    for extension in _EXTENSIONS:
        known = connection.execute("SELECT 1 FROM pg_available_extensions WHERE name = %s", [extension])
        if known.fetchone():
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
