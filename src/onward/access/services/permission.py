"""Ask, before a verb of access does anything, whether the one who acts may do it there."""

from datetime import datetime

from onward.access.facts import Organisation
from onward.access.policies import check_may
from onward.access.queries import roles_held
from onward.access.roles import Permission
from onward.foundation.actor import Actor, ActorKind
from onward.foundation.clock import today_in_scotland
from onward.foundation.sight import SightKind


def require(by: Actor, permission: Permission, *, at: Organisation, now: datetime) -> None:
    """Let pass the hub's own work, and a person who holds a role with this permission there.

    Raises:
        NotPermitted: neither is the case.
    """
    # An operator at the machine is a person by their login, with the hub's sight and no row of their own.
    has_roles = by.kind is ActorKind.PERSON and by.sight.kind is not SightKind.HUB
    roles = roles_held(by.id, at, today_in_scotland(now)) if has_roles else frozenset[str]()
    check_may(by, permission, roles=roles)
