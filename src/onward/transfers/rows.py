"""Who may read and write transfers: each side its own face, nobody outside the hub the truth."""

from onward.database.rows import TableRows, open_table
from onward.foundation.sight import SightKind

_HUB = {SightKind.HUB: "SIU", SightKind.PROTECTION: "S"}
_OF_A_TRANSFER_SEEN = 'EXISTS (SELECT FROM "transfers_transfer" AS "seen" WHERE "seen"."id" = "transfer_id")'
"""Asked for each row where there are few; an `IN` reads every transfer of the nation to show one pupil."""
_READERS = {SightKind.SCHOOL: "S", SightKind.AUTHORITY: "S", SightKind.NATIONAL: "S"}

ROWS: tuple[TableRows, ...] = (
    TableRows(
        table="transfers_transfer", privileges=_HUB | {SightKind.NATIONAL: "S"}, shield_column="is_shielded"
    ),
    TableRows(
        table="transfers_transferevent",
        privileges={SightKind.HUB: "SI", SightKind.PROTECTION: "S", SightKind.NATIONAL: "S"},
        conditions={SightKind.NATIONAL: _OF_A_TRANSFER_SEEN},
    ),
    TableRows(
        table="transfers_leaver",
        privileges=_HUB | _READERS,
        school_column="school_id",
        authority_column="authority_id",
        shield_column="is_shielded",
        conditions={SightKind.NATIONAL: _OF_A_TRANSFER_SEEN},
    ),
    TableRows(
        table="transfers_joiner",
        privileges=_HUB | _READERS,
        school_column="school_id",
        authority_column="authority_id",
        shield_column="is_shielded",
    ),
    TableRows(
        table="transfers_alarm", privileges=_HUB | {SightKind.NATIONAL: "S"}, shield_column="is_shielded"
    ),
    TableRows(
        table="transfers_worklistitem",
        privileges=_HUB | _READERS,
        school_column="school_id",
        authority_column="authority_id",
        shield_column="is_shielded",
    ),
    TableRows(
        table="transfers_alarmnote",
        privileges=_HUB | {SightKind.AUTHORITY: "S"},
        authority_column="authority_id",
        shield_column="is_shielded",
    ),
    open_table(
        "transfers_leavingpolicy",
        dict.fromkeys(SightKind, "S") | {SightKind.NATIONAL: "SIU", SightKind.HUB: "SIU"},
    ),
)
