"""The audit's cast: who acts, with which keys it is sealed, and how somebody would tamper with it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from onward.audit import services as audit
from onward.audit.models import AuditEntry
from onward.audit.statement import public_keys_of
from onward.database.address import Address
from onward.database.sight import seen_as
from onward.foundation.actor import Actor, ActorKind, Door, job
from onward.foundation.named_key import NamedKey
from onward.foundation.sight import HUB, Sight

NOON = datetime(2009, 3, 2, 12, 0, tzinfo=UTC)
KEY = NamedKey(id="audit-1", secret=bytes(range(32)))
PUBLIC_KEYS = public_keys_of([KEY])
SWEEP = job("sweep")


def system_of(sight: Sight) -> Actor:
    """Return a school system that acts with this sight."""
    return Actor(kind=ActorKind.SYSTEM, id="mis-1", door=Door.API, sight=sight, request_id="r-1")


def act(number: int = 1, *, by: Actor = SWEEP, **more: Any) -> audit.Act:
    """Return an act on the transfer of this number."""
    values = {"act": "view_transfer", "subject_kind": "transfer", "subject_id": str(number)}
    return audit.Act(**({"by": by} | values | more))


def write(*acts: audit.Act) -> None:
    """Write the acts in a transaction of their own, as the hub."""
    with seen_as(HUB):
        audit.write(acts, NOON)


def seal(count: int, *, seals: int = 1) -> None:
    """Write and seal so many entries, several times."""
    for _ in range(seals):
        write(*(act(number) for number in range(count)))
        audit.seal(keys=[KEY], now=NOON)


def entry_ids() -> list[UUID]:
    """Return the ids of all entries in order."""
    with seen_as(HUB):
        return list(AuditEntry.objects.order_by("id").values_list("id", flat=True))


def tamper(superuser: Address, statement: str, values: Sequence[Any] = ()) -> None:
    """Do what only somebody with the keys to the whole database can do: change it past the triggers."""
    with superuser.connect() as connection, connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute(statement, values)


def acts_of(actor_id: object) -> list[str]:
    """Return what an actor did and saw, in order."""
    with seen_as(HUB):
        entries = AuditEntry.objects.filter(actor_id=str(actor_id)).order_by("id")
        return list(entries.values_list("act", flat=True))
