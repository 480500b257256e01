"""Ask, before a verb of access does anything, whether the one who acts may do it there."""

from datetime import datetime

from onward.access.facts import Organisation
from onward.access.policies import check_may
from onward.access.queries import roles_held
from onward.access.roles import Permission
from onward.foundation.actor import Actor, ActorKind
from onward.foundation.clock import today_in_scotland


def require(by: Actor, permission: Permission, *, at: Organisation, now: datetime) -> None:
    """Let pass the hub's own work, and a person who holds a role with this permission there.

    Raises:
        NotPermitted: neither is the case.
    """
    is_person = by.kind is ActorKind.PERSON
    roles = roles_held(by.id, at, today_in_scotland(now)) if is_person else frozenset[str]()
    check_may(by, permission, roles=roles)
