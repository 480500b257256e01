"""Who may read and write pupils, identifiers and rolls. Schools read their roll, never the hub's own rows."""

from onward.database.rows import TableRows
from onward.foundation.sight import SightKind

_HUB = {SightKind.HUB: "SIU", SightKind.PROTECTION: "S"}

ROWS: tuple[TableRows, ...] = (
    TableRows(table="pupils_pupil", privileges=_HUB | {SightKind.NATIONAL: "S"}, shield_column="is_shielded"),
    TableRows(table="pupils_pupilidentifier", privileges=_HUB),
    TableRows(
        table="pupils_enrolment",
        privileges=_HUB | {SightKind.SCHOOL: "S", SightKind.AUTHORITY: "S", SightKind.NATIONAL: "S"},
        school_column="school_id",
        authority_column="authority_id",
        shield_column="is_shielded",
    ),
    TableRows(table="pupils_pupilmark", privileges=_HUB),
    TableRows(table="pupils_identityquestion", privileges={SightKind.HUB: "SIU", SightKind.PROTECTION: "SU"}),
)
