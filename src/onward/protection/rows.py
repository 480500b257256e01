"""Who may read and write what tells whether, and where, a child is protected."""

from onward.database.rows import TableRows
from onward.foundation.sight import SightKind

_OFFICERS = {SightKind.HUB: "SIU", SightKind.PROTECTION: "SIU"}

ROWS: tuple[TableRows, ...] = (
    TableRows(table="protection_standing", privileges=_OFFICERS),
    TableRows(table="protection_flag", privileges=_OFFICERS),
    TableRows(table="protection_whereabouts", privileges={SightKind.HUB: "SIU", SightKind.PROTECTION: "S"}),
    TableRows(table="protection_permitted", privileges=_OFFICERS | {SightKind.PROTECTION: "SIUD"}),
)
