"""May this actor do this? Each check raises with a reason; nothing here reads the database."""

from onward.access.roles import BY_NAME, Permission
from onward.foundation.actor import Actor, ActorKind
from onward.foundation.errors import NotPermitted
from onward.foundation.sight import SightKind


def check_may(by: Actor, permission: Permission, *, roles: frozenset[str]) -> None:
    """Let pass the hub's own work, and a person one of whose roles (where it matters) has the permission.

    `roles` are the names of the roles that the person holds in the organisation concerned, and in the
    national service. School systems never pass: what they may do is said by scopes.

    Raises:
        NotPermitted: neither is the case.
    """
    if by.kind is not ActorKind.SYSTEM and by.sight.kind is SightKind.HUB:
        return
    if by.kind is ActorKind.PERSON and any(permission in BY_NAME[role].permissions for role in roles):
        return
    raise NotPermitted(f"this needs the permission {permission}")


def check_scope(by: Actor, scope: str) -> None:
    """Let pass an actor who carries the scope, and the hub's own work.

    Raises:
        NotPermitted: the actor does not carry it.
    """
    if scope in by.scopes or (by.kind is not ActorKind.SYSTEM and by.sight.kind is SightKind.HUB):
        return
    raise NotPermitted(f"this needs the scope {scope}")
