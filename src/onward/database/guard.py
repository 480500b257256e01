"""Refuse to serve on a database login or on row policies that would show too much."""

from collections.abc import Iterable, Sequence
from typing import Any

from psycopg import Connection

from onward.database.roles import SIGHT_ROLES
from onward.database.row_security import compare
from onward.database.rows import TableRows
from onward.foundation.errors import OnwardError

_LOGIN = """
SELECT r.rolname, r.rolsuper, r.rolbypassrls, r.rolinherit, r.rolcreaterole,
       EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid AND c.relnamespace = 'public'::regnamespace)
FROM pg_roles r WHERE r.rolname = session_user
"""
_MEMBERSHIPS = """
SELECT g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = session_user
"""


class UnsafeDatabase(OnwardError):
    """The service does not start on this database."""

    code = "unsafe-database"

    def __init__(self, reasons: Sequence[str]) -> None:
        """Keep the reasons and say them all."""
        self.reasons = tuple(reasons)
        super().__init__("The service does not start on this database: " + "; ".join(self.reasons) + ".")


def require_safe(connection: Connection[Any], rows: Sequence[TableRows]) -> None:
    """Return if the service may serve on this connection.

    Raises:
        UnsafeDatabase: the login owns tables, is a superuser, bypasses row security or belongs to other
            roles than the sights, or a table's rights or row policies differ from the declaration.
    """
    reasons = [*_faults_of_login(connection), *(str(each) for each in compare(connection, rows))]
    if reasons:
        raise UnsafeDatabase(reasons)


def _faults_of_login(connection: Connection[Any]) -> Iterable[str]:
    row = connection.execute(_LOGIN).fetchone()
    if row is None:
        return ["the login is unknown"]
    name, *marks = row
    words = (
        "is a superuser",
        "bypasses row security",
        "inherits its roles' rights",
        "creates roles",
        "owns tables",
    )
    faults = [f"the login {name} {text}" for mark, text in zip(marks, words, strict=True) if mark]
    held = {role for (role,) in connection.execute(_MEMBERSHIPS)}
    faults += [f"the login {name} is a member of {role}" for role in sorted(held - set(SIGHT_ROLES.values()))]
    faults += [f"the login {name} lacks {role}" for role in sorted(set(SIGHT_ROLES.values()) - held)]
    return faults
