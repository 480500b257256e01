"""Who may see the audit: a school its own, an authority its own, the nation all of it.

Whoever looks at a protected child leaves an entry that only protection officers and the hub see again.
"""

from typing import Final

from onward.database.rows import TableRows
from onward.foundation.sight import SightKind

_SHIELDED: Final = "shielded"

ROWS: tuple[TableRows, ...] = (
    TableRows(
        table="audit_entry",
        privileges=dict.fromkeys(set(SightKind) - {SightKind.SIGN_IN}, "SI"),
        school_column="school_id",
        authority_column="authority_id",
        unseen=dict.fromkeys((SightKind.SCHOOL, SightKind.AUTHORITY, SightKind.NATIONAL), _SHIELDED),
    ),
    # It holds ids only, written by a trigger that runs as the owner, whom row policies would shut out.
    TableRows(table="audit_pending", privileges={SightKind.HUB: "SD"}, row_security=False),
    TableRows(table="audit_seal", privileges={SightKind.HUB: "SI"}),
)
