"""Who may read and write messages: the sender what it sent, the mailbox's owner what lies in it."""

from onward.database.rows import TableRows
from onward.foundation.sight import SightKind

_HUB = {SightKind.HUB: "SIU", SightKind.PROTECTION: "S"}
_SIDES = _HUB | {SightKind.SCHOOL: "S", SightKind.AUTHORITY: "S", SightKind.NATIONAL: "S"}

ROWS: tuple[TableRows, ...] = (
    TableRows(
        table="messaging_message",
        privileges=_SIDES,
        school_column="sender_school_id",
        authority_column="authority_id",
        shield_column="is_shielded",
    ),
    TableRows(
        table="messaging_delivery",
        privileges=_SIDES,
        school_column="school_id",
        authority_column="authority_id",
        shield_column="is_shielded",
    ),
    TableRows(table="messaging_payload", privileges=_HUB),
    TableRows(
        table="messaging_document",
        privileges={SightKind.HUB: "SIU", SightKind.PROTECTION: "S", SightKind.SCHOOL: "S"},
        school_column="school_id",
        authority_column="authority_id",
    ),
    TableRows(table="messaging_enclosure", privileges=_HUB),
    TableRows(
        table="messaging_givenfile",
        privileges={SightKind.HUB: "SUD", SightKind.SCHOOL: "SIU"},
        school_column="school_id",
    ),
)
