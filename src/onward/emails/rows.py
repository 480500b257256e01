"""Who may read and write e-mails: the hub. Who signs in may ask for one, and cannot read it."""

from onward.database.rows import open_table
from onward.foundation.sight import SightKind

ROWS = (open_table("emails_email", {SightKind.HUB: "SIUD", SightKind.SIGN_IN: "I"}),)
