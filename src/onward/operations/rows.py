"""Who may read and write what the doctor found: the hub. It names nobody."""

from onward.database.rows import open_table
from onward.foundation.sight import SightKind

ROWS = (open_table("operations_examination", {SightKind.HUB: "SI"}),)
