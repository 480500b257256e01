"""The names of the database roles: who owns, who logs in, and the widths of sight."""

from typing import Final

from onward.foundation.sight import SightKind

OWNER: Final = "onward_owner"
"""Owns every table; used for migrations only."""

APP: Final = "onward_app"
"""What the service logs in as. It has no rights on a child's data until it takes on a sight."""

SIGHT_ROLES: Final[dict[SightKind, str]] = {
    SightKind.SCHOOL: "onward_school",
    SightKind.AUTHORITY: "onward_authority",
    SightKind.NATIONAL: "onward_national",
    SightKind.PROTECTION: "onward_protection",
    SightKind.HUB: "onward_hub",
    SightKind.SIGN_IN: "onward_sign_in",
}
"""One role without a login for each sight; the service takes one on for one transaction."""

ALL: Final = (OWNER, APP, *SIGHT_ROLES.values())
