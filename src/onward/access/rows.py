"""Who may read and write the tables of access: the hub alone, because who may act is decided before any
sight is given, and the names of a school's staff are nobody else's business. Nothing is ever deleted.
"""

from onward.database.rows import TableRows
from onward.foundation.sight import SightKind

_TABLES = (
    "access_person",
    "access_membership",
    "access_system",
    "access_systemschool",
    "access_credential",
)

ROWS: tuple[TableRows, ...] = tuple(
    TableRows(table=table, privileges={SightKind.HUB: "SIU"}) for table in _TABLES
)
