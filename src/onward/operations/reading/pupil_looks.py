"""Who looked at a pupil's rows, what they did to them, and why: as far as the actor may see the audit.

The hub's own jobs are left out: when they touch a row may follow from what another side said.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from onward.access.names import names_of
from onward.audit.leaf import Facts
from onward.audit.models import AuditEntry
from onward.foundation.actor import Actor, ActorKind
from onward.foundation.sight import SightKind

MOST_LOOKS: Final = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class LookSeen:
    """One look or one change. `name` is a colleague's own; of others only their school is told, if any."""

    at: datetime
    act: str
    reason: str
    is_system: bool
    is_own: bool
    name: str
    school_id: int | None


def looks_at(subjects: Collection[tuple[str, UUID]], *, by: Actor) -> Sequence[LookSeen]:
    """Return the newest looks at these things, each a kind with an id. The transaction has the sight."""
    wanted = [(kind, str(each)) for kind, each in subjects]
    people_and_systems = AuditEntry.objects.visible_to(by).exclude(actor_kind=ActorKind.JOB)
    entries = people_and_systems.about_any(wanted).newest_first()[:MOST_LOOKS].rows()
    own = [each for each in entries if _is_own(each, by) and each.actor_kind == ActorKind.PERSON]
    names = names_of({UUID(each.actor_id) for each in own})
    return [_look(each, by, names) for each in entries]


def _is_own(entry: Facts, by: Actor) -> bool:
    """Say whether somebody of the actor's own organisation did it."""
    match by.sight.kind:
        case SightKind.SCHOOL:
            return entry.school_id == by.sight.school_id
        case SightKind.AUTHORITY:
            return entry.school_id is None
        case _:
            return entry.school_id is None and entry.authority_id is None


def _look(entry: Facts, by: Actor, names: dict[UUID, str]) -> LookSeen:
    is_system, is_own = entry.actor_kind == ActorKind.SYSTEM, _is_own(entry, by)
    return LookSeen(
        at=entry.at,
        act=entry.act,
        reason=entry.reason,
        is_system=is_system,
        is_own=is_own,
        name=names.get(UUID(entry.actor_id), "") if is_own and not is_system else "",
        school_id=entry.school_id,
    )
