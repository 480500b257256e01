"""What waits for a school that closed goes on: to the school that took over, or to the centre."""

from datetime import datetime
from uuid import UUID

from onward.access.facts import NATIONAL_SERVICE
from onward.access.roles import Permission
from onward.access.services.permission import require
from onward.audit import services as audit
from onward.database.bulk import fetch
from onward.database.sight import seen_as
from onward.directory.register import current_register
from onward.foundation.actor import Actor
from onward.foundation.sight import HUB
from onward.messaging.collecting_time import collect_by

CENTRE = ""


def readdress(*, school_id: int, successor_id: int | None, by: Actor, now: datetime) -> int:
    """Hand everything that waits in a school's mailbox on to its successor, or else to the centre.

    What tells where a protected child is goes to the centre in any case. A successor stands for the
    school that was named, so that the sender keeps its receipts. Returns how many deliveries were handed
    on; repeated, there is nothing left to do.

    Raises:
        NotPermitted: the actor does not maintain the directory.
        ValueError: a school cannot succeed itself.
    """
    if school_id == successor_id:
        raise ValueError("a school cannot succeed itself")
    require(by, Permission.MAINTAIN_DIRECTORY, at=NATIONAL_SERVICE, now=now)
    with seen_as(HUB):
        register = current_register()
        successor = None if successor_id is None else register.by_id[successor_id]
        authority_id = successor.authority_id if successor else CENTRE
        moved = fetch(
            _READDRESS,
            {
                "now": now,
                "school": school_id,
                "successor": successor_id,
                "authority": authority_id,
                "expires_on": collect_by(register, authority_id, now),
                "centre_expires_on": collect_by(register, CENTRE, now),
            },
        )
        audit.write([_act(by, *row) for row in moved], now)
    return len(moved)


def _act(by: Actor, delivery_id: UUID, school_id: int, authority_id: str, is_shielded: object) -> audit.Act:
    return audit.Act(
        by=by,
        act="readdress_delivery",
        subject_kind="delivery",
        subject_id=str(delivery_id),
        school_id=school_id,
        authority_id=authority_id,
        shielded=bool(is_shielded),
    )


_READDRESS = """
    WITH moved AS (
        UPDATE messaging_delivery SET state = 'readdressed', closed_at = %(now)s
        WHERE school_id = %(school)s AND state IN ('available', 'expired')
        RETURNING *
    ), bound AS (
        SELECT moved.*,
            CASE WHEN NOT is_shielded THEN %(successor)s::int END AS to_school_id
        FROM moved
    ), put AS (
        INSERT INTO messaging_delivery (
            id, message_id, school_id, authority_id, state, is_as_addressed, available_at, expires_on,
            is_shielded, kind, sender_school_id, size, content_sha256, hushed_at
        )
        SELECT onward_uuid7(), message_id, to_school_id,
            CASE WHEN to_school_id IS NULL THEN '' ELSE %(authority)s END, 'available',
            is_as_addressed AND to_school_id IS NOT NULL, %(now)s,
            CASE WHEN to_school_id IS NULL THEN %(centre_expires_on)s::date ELSE %(expires_on)s::date END,
            is_shielded, kind, sender_school_id, size, content_sha256, hushed_at
        FROM bound
        WHERE NOT EXISTS (
            SELECT FROM messaging_delivery AS there
            WHERE there.message_id = bound.message_id AND there.state <> 'readdressed'
                AND there.school_id IS NOT DISTINCT FROM bound.to_school_id
        )
        ORDER BY message_id
    )
    SELECT id, school_id, authority_id, is_shielded FROM moved ORDER BY id
"""
