"""Who may read and write the tables of access: the hub, because who may act is decided before any sight is
given, and who signs in, as far as signing in goes. The names of a school's staff are nobody else's business.
Nothing is ever deleted.
"""

from onward.database.rows import TableRows, open_table
from onward.foundation.sight import SightKind

_HUB = {SightKind.HUB: "SIU"}

ROWS: tuple[TableRows, ...] = (
    open_table("access_person", {**_HUB, SightKind.SIGN_IN: "SU"}),
    open_table("access_membership", {**_HUB, SightKind.SIGN_IN: "S"}),
    *(
        TableRows(table=table, privileges=_HUB)
        for table in ("access_system", "access_systemschool", "access_credential")
    ),
)
