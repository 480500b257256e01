"""Who may read and write e-mails: the hub. Who signs in may ask for one, and cannot read it."""

from onward.database.rows import open_table
from onward.foundation.sight import SightKind

ROWS = (
    open_table("emails_email", {SightKind.HUB: "SIUD", SightKind.SIGN_IN: "I"}),
    open_table("emails_choice", {SightKind.HUB: "SIUD"}),
    open_table("emails_reminded", {SightKind.HUB: "SIU"}),
    open_table("emails_bounce", {SightKind.HUB: "SIU"}),
)
