"""What each kind of item needs: a scope of a school system, a permission of a person. All doors ask here."""

from collections.abc import Mapping
from types import MappingProxyType

from onward.access.policies import check_scope
from onward.access.roles import Permission
from onward.access.scopes import Scope
from onward.formats.forms import Kind
from onward.foundation.actor import Actor, ActorKind

SCOPE_OF_KIND: Mapping[Kind, Scope] = MappingProxyType(
    {
        Kind.DEPARTURE: Scope.DEPARTURES_WRITE,
        Kind.REDIRECT: Scope.DEPARTURES_WRITE,
        Kind.WITHDRAWAL: Scope.DEPARTURES_WRITE,
        Kind.CONFIRMATION: Scope.DEPARTURES_WRITE,
        Kind.RECORD: Scope.RECORDS_WRITE,
        Kind.ARRIVAL: Scope.ARRIVALS_WRITE,
        Kind.NO_ARRIVAL: Scope.ARRIVALS_WRITE,
    }
)
PERMISSION_OF_SCOPE: Mapping[Scope, Permission] = MappingProxyType(
    {
        Scope.DEPARTURES_WRITE: Permission.TELL_DEPARTURES,
        Scope.RECORDS_WRITE: Permission.EXCHANGE_RECORDS,
        Scope.ARRIVALS_WRITE: Permission.CONFIRM_ARRIVALS,
    }
)
"""What a person needs for that for which a school system needs a scope."""


def check_kind(by: Actor, kind: Kind) -> None:
    """Let pass an actor who may send this kind of item, and the hub's own work.

    Raises:
        NotPermitted: the school system carries no scope for it, or the person's role does not permit it.
    """
    scope = SCOPE_OF_KIND[kind]
    check_scope(by, PERMISSION_OF_SCOPE[scope] if by.kind is ActorKind.PERSON else scope)
