"""Let PostgreSQL count its tables anew when much was written at once, so that it plans by what is there."""

from django.db import connections
from psycopg import sql

OWNER_ALIAS = "owner"


def count_tables(*names: str) -> bool:
    """Have these tables counted, or all, and say whether that was possible: only their owner may do it.

    Where the owner's login is not at hand PostgreSQL does it by itself, a minute or so later.
    """
    if OWNER_ALIAS not in connections.settings:
        return False
    tables = sql.SQL(", ").join(sql.Identifier(each) for each in names)
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute(sql.SQL("ANALYZE {}").format(tables).as_string())
    connections[OWNER_ALIAS].close()
    return True
