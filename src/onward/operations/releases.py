"""The centre's hand: a named contact sends on what is kept back for a protected child."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from onward.access.facts import NATIONAL_SERVICE
from onward.access.roles import Permission
from onward.access.services.permission import require
from onward.audit.services import Act
from onward.audit.services import write as write_audit
from onward.database.bulk import fetch
from onward.database.sight import seen_as
from onward.directory.register import SchoolFact, current_register
from onward.foundation.actor import Actor, ActorKind
from onward.foundation.errors import OnwardError
from onward.foundation.sight import HUB
from onward.messaging.collecting_time import collect_by
from onward.messaging.errors import DeliveryNotFound
from onward.operations.sweeps.expiry import close_asked_about


class NotThePupilsSchool(OnwardError):
    """The pupil neither is nor is expected at this school, as far as the hub knows."""

    code = "not-the-pupils-school"


@dataclass(frozen=True, kw_only=True, slots=True)
class Released:
    """The delivery that lies in the school's mailbox now."""

    delivery_id: UUID
    school_id: int


def release_delivery(delivery_id: UUID, *, to_school_id: int, by: Actor, now: datetime) -> Released:
    """Send what lies in the centre's mailbox for a protected child on to the school where the child is.

    The new delivery is shielded and not as addressed: no receipt of it flows back. The centre's own counts
    as filed. Repeated, it answers with the delivery that lies there already.

    Raises:
        DeliveryNotFound: there is none of a protected child, or none of a child whose list names the actor.
        NotThePupilsSchool: the child is not, and is not expected, at that school.
        NotPermitted: the actor may know no child's whereabouts.
    """
    require(by, Permission.KNOW_WHEREABOUTS, at=NATIONAL_SERVICE, now=now)
    with seen_as(HUB):
        kept = _kept_back(delivery_id, by)
        if kept.destination_id != to_school_id:
            raise NotThePupilsSchool
        school = current_register().by_id[to_school_id]
        released = _put(kept, school, now)
        close_asked_about([delivery_id], now=now)
        write_audit([_act(by, kept, released)], now)
    return released


@dataclass(frozen=True, kw_only=True, slots=True)
class _Kept:
    """What the centre keeps back: its delivery, the message, and where the child is."""

    delivery_id: UUID
    message_id: UUID
    destination_id: int | None


def _kept_back(delivery_id: UUID, by: Actor) -> _Kept:
    """Lock a delivery of the centre. The child's own list decides, for every person, whatever their role."""
    if by.kind is not ActorKind.PERSON:
        raise DeliveryNotFound
    rows = fetch(_KEPT_BACK, {"delivery": delivery_id, "person": by.id})
    if not rows:
        raise DeliveryNotFound
    return _Kept(delivery_id=rows[0][0], message_id=rows[0][1], destination_id=rows[0][2])


def _put(kept: _Kept, school: SchoolFact, now: datetime) -> Released:
    there = fetch(_THERE, {"message": kept.message_id, "school": school.id})
    if there:
        return Released(delivery_id=there[0][0], school_id=school.id)
    values = {
        "delivery": kept.delivery_id,
        "school": school.id,
        "authority": school.authority_id,
        "expires_on": collect_by(current_register(), school.authority_id, now),
        "now": now,
    }
    return Released(delivery_id=fetch(_RELEASE, values)[0][0], school_id=school.id)


def _act(by: Actor, kept: _Kept, released: Released) -> Act:
    return Act(
        by=by,
        act="release_delivery",
        subject_kind="delivery",
        subject_id=str(released.delivery_id),
        school_id=released.school_id,
        shielded=True,
        detail={"kept": str(kept.delivery_id), "message": str(kept.message_id)},
    )


_KEPT_BACK = """
    SELECT delivery.id, delivery.message_id, transfer.destination_id
    FROM messaging_delivery AS delivery
    JOIN messaging_message AS message ON message.id = delivery.message_id
    JOIN transfers_transfer AS transfer ON transfer.id = message.transfer_id
    JOIN protection_permitted AS listed ON listed.pupil_id = transfer.pupil_id
    WHERE delivery.id = %(delivery)s AND delivery.school_id IS NULL AND delivery.is_shielded
        AND delivery.state <> 'readdressed' AND listed.person_id::text = %(person)s AND NOT listed.is_denied
    FOR UPDATE OF delivery
"""
_THERE = """
    SELECT id FROM messaging_delivery
    WHERE message_id = %(message)s AND school_id = %(school)s AND state <> 'readdressed' ORDER BY id
"""
_RELEASE = """
    WITH kept AS (
        UPDATE messaging_delivery
        SET state = 'filed', filed_at = %(now)s,
            collected_at = coalesce(collected_at, greatest(%(now)s, available_at))
        WHERE id = %(delivery)s RETURNING *
    )
    INSERT INTO messaging_delivery (
        id, message_id, school_id, authority_id, state, is_as_addressed, available_at, expires_on,
        is_shielded, kind, sender_school_id, size, content_sha256
    )
    SELECT onward_uuid7(), message_id, %(school)s, %(authority)s, 'available', false, %(now)s, %(expires_on)s,
        true, kind, sender_school_id, size, content_sha256
    FROM kept
    RETURNING id
"""
