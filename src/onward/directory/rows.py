"""Who may read and write the directory: it is open data, and only the nation and the hub change it."""

from onward.database.rows import TableRows, open_table
from onward.foundation.sight import SightKind

_READ = {
    SightKind.SCHOOL: "S",
    SightKind.AUTHORITY: "S",
    SightKind.PROTECTION: "S",
    SightKind.SIGN_IN: "S",
}
_KEEP = _READ | {SightKind.NATIONAL: "SIU", SightKind.HUB: "SIU"}
_REPLACE = _READ | {SightKind.NATIONAL: "SIUD", SightKind.HUB: "SIUD"}

ROWS: tuple[TableRows, ...] = (
    open_table("directory_authority", _KEEP),
    open_table("directory_school", _KEEP),
    open_table("directory_holiday", _REPLACE),
    open_table("directory_version", _KEEP),
)
