"""Let PostgreSQL count its tables anew when much was written at once, so that it plans by what is there."""

from django.db import connections

OWNER_ALIAS = "owner"


def count_tables() -> bool:
    """Have the tables counted, and say whether that was possible: only their owner may, if it is at hand.

    Otherwise PostgreSQL does it by itself, a minute or so later.
    """
    if OWNER_ALIAS not in connections.settings:
        return False
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("ANALYZE")
    connections[OWNER_ALIAS].close()
    return True
