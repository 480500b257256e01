"""The verbs of access: systems, their schools and credentials, and the people of organisations."""

from onward.access.services.credentials import (
    authenticate,
    issue_credential,
    revoke_credential,
    rotate_credential,
)
from onward.access.services.moving import end_roles_in_authority, move_role
from onward.access.services.people import end_role, give_role, invite_person, part_with_person
from onward.access.services.systems import (
    grant_schools,
    register_system,
    suspend_system,
    withdraw_school,
)

__all__ = [
    "authenticate",
    "end_role",
    "end_roles_in_authority",
    "give_role",
    "grant_schools",
    "invite_person",
    "issue_credential",
    "move_role",
    "part_with_person",
    "register_system",
    "revoke_credential",
    "rotate_credential",
    "suspend_system",
    "withdraw_school",
]
