"""Who may read and write what the doctor found, and arrivals that wait: the hub, and the school itself."""

from onward.database.rows import TableRows, open_table
from onward.foundation.sight import SightKind

ROWS = (
    open_table("operations_examination", {SightKind.HUB: "SI"}),
    TableRows(
        table="operations_heldarrival",
        privileges={SightKind.SCHOOL: "SIUD", SightKind.HUB: "SUD"},
        school_column="school_id",
    ),
)
