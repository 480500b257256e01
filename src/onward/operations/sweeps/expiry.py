"""Messages that nobody collected in time: they stay where they are, and somebody is told."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from onward.audit.services import Act
from onward.audit.services import write as write_audit
from onward.database.bulk import fetch, run
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.foundation.sight import HUB
from onward.messaging.sealing import Keyring
from onward.messaging.services import Failure, report_to_senders
from onward.operations.sweeps.rows import Swept, sweep


def expire(*, by: Actor, now: datetime, keyring: Keyring) -> Swept:
    """Let every delivery expire that was not collected by its day, and ask for it to be collected.

    The school's office and its authority's co-ordinator are asked; what is shielded, and what lies at the
    centre, the centre. The sender gets a report, and its co-ordinator a row, only of a mailbox that the
    sender itself named. Nothing is deleted: what expired can still be collected.
    """
    today = today_in_scotland(now)

    def find(limit: int, without: Sequence[UUID]) -> list[UUID]:
        parameters = {"today": today, "without": list(without), "limit": limit}
        return [row[0] for row in fetch(_FIND_UNCOLLECTED, parameters)]

    def apply(ids: Sequence[UUID]) -> None:
        expired = fetch(_EXPIRE, {"now": now, "ids": list(ids)})
        run(_ASK, {"now": now, "ids": [row[0] for row in expired]})
        report_to_senders([_failure(row[0]) for row in expired], by=by, now=now, keyring=keyring)
        write_audit([_act(by, *row) for row in expired], now)

    return sweep("expire", find=find, apply=apply)


def close_asked_of_recipients(*, now: datetime) -> int:
    """Close what recipients are asked about deliveries that wait no longer; return how many rows."""
    with seen_as(HUB):
        return run(_CLOSE_OF_RECIPIENTS, {"now": now})


def close_asked_of_senders(*, now: datetime) -> int:
    """Close what the senders' co-ordinators are asked about deliveries that wait no longer.

    Only the notice run calls this: that a message was taken back would tell that the child was found.
    What a sender is told nothing more of stays open until its leaver is settled.
    """
    with seen_as(HUB):
        return run(_CLOSE_OF_SENDERS, {"now": now})


def close_asked_about(collected: Sequence[UUID], *, now: datetime) -> None:
    """Close what is asked about these deliveries, which have just been collected. As the hub."""
    if collected:
        run(_CLOSE_COLLECTED, {"now": now, "ids": list(collected)})


def _failure(delivery_id: UUID) -> Failure:
    return Failure(
        delivery_id=delivery_id,
        what="not-collected",
        code="message-expired",
        message="The message was not collected in time.",
        mend="Ask the school to collect it, or name another destination.",
    )


def _act(by: Actor, delivery_id: UUID, school_id: int | None, authority_id: str, is_shielded: object) -> Act:
    return Act(
        by=by,
        act="expire_delivery",
        subject_kind="delivery",
        subject_id=str(delivery_id),
        school_id=school_id,
        authority_id=authority_id or None,
        shielded=bool(is_shielded),
    )


_FIND_UNCOLLECTED = """
    SELECT id FROM messaging_delivery
    WHERE state = 'available' AND expires_on <= %(today)s AND NOT id = ANY(%(without)s)
    ORDER BY expires_on, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
"""
_EXPIRE = """
    UPDATE messaging_delivery SET state = 'expired', closed_at = %(now)s
    WHERE id = ANY(%(ids)s) AND state = 'available'
    RETURNING id, school_id, authority_id, is_shielded
"""
# The row for the sender's co-ordinator is about the leaver too: that side never sees the delivery itself.
_ASK = """
    INSERT INTO transfers_worklistitem (
        id, kind, role, school_id, authority_id, leaver_id, delivery_id, opened_at, closed_how, is_shielded
    )
    SELECT onward_uuid7(), asked.kind, asked.role, asked.school_id, asked.authority_id, asked.leaver_id,
        delivery.id, %(now)s, '', delivery.is_shielded
    FROM messaging_delivery AS delivery
    JOIN messaging_message AS message ON message.id = delivery.message_id
    LEFT JOIN transfers_leaver AS leaver ON leaver.transfer_id = message.transfer_id
    CROSS JOIN LATERAL (
        SELECT delivery.school_id IS NULL AS at_centre,
            delivery.is_as_addressed AND NOT delivery.is_shielded AND delivery.hushed_at IS NULL
                AND NOT message.is_shielded AND NOT leaver.is_shielded
                AND leaver.authority_id <> delivery.authority_id AS is_told
    ) AS it
    CROSS JOIN LATERAL (VALUES
        ('not-collected', 'school_office', delivery.school_id, delivery.authority_id, NULL::uuid,
            NOT at_centre),
        ('not-collected', 'national_cme_officer', NULL, '', NULL, at_centre AND NOT delivery.is_shielded),
        ('not-collected', 'protection_officer', NULL, '', NULL, at_centre AND delivery.is_shielded),
        ('expired', 's2s_coordinator', NULL, delivery.authority_id, NULL,
            NOT at_centre AND NOT delivery.is_shielded),
        ('expired', 'protection_officer', NULL, '', NULL, NOT at_centre AND delivery.is_shielded),
        ('expired', 's2s_coordinator', NULL, leaver.authority_id, leaver.id, is_told)
    ) AS asked (kind, role, school_id, authority_id, leaver_id, is_wanted)
    WHERE delivery.id = ANY(%(ids)s) AND asked.is_wanted
    ON CONFLICT DO NOTHING
"""
_CLOSE = """
    UPDATE transfers_worklistitem AS item SET closed_at = %(now)s,
        closed_how = CASE WHEN delivery.collected_at IS NULL THEN 'fell-away' ELSE 'done' END
    FROM messaging_delivery AS delivery
    WHERE delivery.id = item.delivery_id AND item.closed_at IS NULL
        AND item.kind IN ('not-collected', 'expired') AND delivery.state NOT IN ('available', 'expired')
"""
_IS_TOLD = "item.leaver_id IS NULL OR delivery.hushed_at IS NULL AND NOT delivery.is_shielded"
_CLOSE_OF_RECIPIENTS = f"{_CLOSE} AND item.leaver_id IS NULL"
_CLOSE_OF_SENDERS = f"{_CLOSE} AND item.leaver_id IS NOT NULL AND ({_IS_TOLD})"
_CLOSE_COLLECTED = f"{_CLOSE} AND delivery.id = ANY(%(ids)s) AND ({_IS_TOLD})"
