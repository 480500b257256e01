"""Read from PostgreSQL's catalogue what rights and row policies every table of the hub has now."""

from dataclasses import dataclass, field
from typing import Any

from psycopg import Connection

from onward.database.roles import OWNER

_TABLES = """
SELECT c.relname, CASE WHEN c.relispartition THEN 'partition' ELSE c.relkind::text END,
       c.relrowsecurity, c.relforcerowsecurity
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                AND d.objid = c.oid AND d.deptype = 'e')
"""
_GRANTS = """
SELECT c.relname, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee) END, a.privilege_type
FROM pg_class c, LATERAL aclexplode(c.relacl) a
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
AND a.grantee <> c.relowner
"""
_POLICIES = """
SELECT c.relname, p.polname, coalesce(obj_description(p.oid, 'pg_policy'), ''),
       concat_ws(' | ', p.polcmd, p.polpermissive,
                 (SELECT string_agg(r.rolname, ',' ORDER BY r.rolname) FROM pg_roles r
                  WHERE r.oid = ANY (p.polroles)),
                 coalesce(pg_get_expr(p.polqual, p.polrelid), ''),
                 coalesce(pg_get_expr(p.polwithcheck, p.polrelid), ''))
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = 'public'::regnamespace
"""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """A row policy: PostgreSQL's own spelling of it, and the fingerprint in its comment."""

    spelling: str
    comment: str


@dataclass(frozen=True, kw_only=True)
class FoundTable:
    """What the database has for one table. `grants` are pairs of role and SQL command."""

    kind: str
    secured: bool
    forced: bool
    grants: set[tuple[str, str]] = field(default_factory=set)
    policies: dict[str, Policy] = field(default_factory=dict)


def read_tables(connection: Connection[Any]) -> dict[str, FoundTable]:
    """Return every table, partition and view of the hub by name. Any login may ask."""
    tables = {
        name: FoundTable(kind=kind, secured=secured, forced=forced)
        for name, kind, secured, forced in connection.execute(_TABLES)
    }
    for name, grantee, command in connection.execute(_GRANTS):
        if name in tables and grantee != OWNER:
            tables[name].grants.add((grantee, command))
    for name, policy, comment, spelling in connection.execute(_POLICIES):
        tables[name].policies[policy] = Policy(spelling=spelling, comment=comment)
    return tables
