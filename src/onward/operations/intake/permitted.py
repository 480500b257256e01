"""Which scope each kind of item needs. Doors and files ask the same table."""

from collections.abc import Mapping
from types import MappingProxyType

from onward.access.policies import check_scope
from onward.access.scopes import Scope
from onward.formats.forms import Kind
from onward.foundation.actor import Actor

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


def check_kind(by: Actor, kind: Kind) -> None:
    """Let pass an actor who may send this kind of item, and the hub's own work.

    Raises:
        NotPermitted: the actor carries no scope for it.
    """
    check_scope(by, SCOPE_OF_KIND[kind])
