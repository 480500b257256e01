"""A co-ordinator reminds schools of what they are asked about their pupils."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from onward.access.policies import check_scope
from onward.access.roles import Permission
from onward.audit.services import Act
from onward.audit.services import write as write_audit
from onward.database.bulk import fetch
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.clock import wall_clock_in_scotland
from onward.foundation.sight import HUB
from onward.transfers.models import Joiner, Leaver, WorklistItem


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminded:
    """Of how many pupils schools were reminded, were so today already, and of how many nothing is asked."""

    reminded: int
    already: int
    nothing_asked: int


def remind_of_leavers(leavers: Collection[UUID], *, by: Actor, now: datetime) -> Reminded:
    """Remind the old schools of all that they are asked about these leavers, once a day.

    Those that the actor does not see are passed over without a word.

    Raises:
        NotPermitted: the actor does not chase transfers.
    """
    check_scope(by, Permission.CHASE_TRANSFERS)
    with seen_as(by.sight):
        own = set(Leaver.objects.visible_to(by).filter(pk__in=leavers).values_list("pk", flat=True))
        asked = _asked_of_schools("leaver_id", own, by)
    return _remind("leaver", own, asked, by=by, now=now)


def remind_of_joiners(joiners: Collection[UUID], *, by: Actor, now: datetime) -> Reminded:
    """Remind the schools that expect these joiners to say whether they have arrived, once a day.

    A school that has not been asked yet is asked now. Those that the actor does not see are passed over.

    Raises:
        NotPermitted: the actor does not chase transfers.
    """
    check_scope(by, Permission.CHASE_TRANSFERS)
    with seen_as(by.sight):
        found = Joiner.objects.visible_to(by).filter(pk__in=joiners)
        own = set(found.values_list("pk", flat=True))
        expected = set(found.still_expected().values_list("pk", flat=True))
        asked = _asked_of_schools("joiner_id", expected, by)
    with seen_as(HUB):
        unasked = [each for each in expected if each not in asked.values()]
        asked |= dict(fetch(_ASK, {"joiners": unasked, "now": now}))
        return _remind("joiner", own, asked, by=by, now=now)


def _asked_of_schools(face: str, faces: Collection[UUID], by: Actor) -> dict[UUID, UUID]:
    """Return the open rows that schools have about these faces, each with its face."""
    items = WorklistItem.objects.visible_to(by).still_asked().filter(school__isnull=False)
    return dict(items.filter(**{f"{face}__in": faces}).order_by("id").values_list("id", face))


def _remind(
    kind: str, own: Collection[UUID], asked: dict[UUID, UUID], *, by: Actor, now: datetime
) -> Reminded:
    local = wall_clock_in_scotland(now)
    midnight = datetime.combine(local.date(), time(), tzinfo=local.tzinfo)
    with seen_as(HUB):
        rows = fetch(_REMIND, {"items": [*asked], "now": now, "since": midnight})
        told = {asked[row[0]]: row[1] for row in rows}
        write_audit([_act(by, kind, *each) for each in told.items()], now)
    return Reminded(
        reminded=len(told),
        already=len({*asked.values()} - {*told}),
        nothing_asked=len({*own} - {*asked.values()}),
    )


def _act(by: Actor, kind: str, face: UUID, school_id: int) -> Act:
    return Act(
        by=by,
        act="remind_school",
        subject_kind=kind,
        subject_id=str(face),
        school_id=school_id,
        shielded=False,
    )


_ASK = """
    INSERT INTO transfers_worklistitem (
        id, kind, role, school_id, authority_id, joiner_id, opened_at, due_on, closed_how, is_shielded
    )
    SELECT onward_uuid7(), 'reminder', 'school_office', joiner.school_id, joiner.authority_id, joiner.id,
        %(now)s, joiner.due_on, '', joiner.is_shielded
    FROM transfers_joiner AS joiner
    WHERE joiner.id = ANY(%(joiners)s) AND joiner.standing = 'expected'
    ORDER BY joiner.id FOR UPDATE
    ON CONFLICT DO NOTHING
    RETURNING id, joiner_id
"""
_REMIND = """
    UPDATE transfers_worklistitem SET reminded_at = %(now)s
    WHERE id = ANY(%(items)s) AND closed_at IS NULL AND (reminded_at IS NULL OR reminded_at < %(since)s)
    RETURNING id, school_id
"""
