"""Who acts on an open alarm: it has a holder, and is on a worklist, whatever happened since it was raised.

The holder is the school that expects the pupil, else the old school; of a protected child the centre. What
the old side is asked changes in notice runs only: see `overdue`.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from onward.audit.services import Act
from onward.audit.services import write as write_audit
from onward.database.bulk import fetch, run
from onward.database.sight import seen_as
from onward.directory.register import Register, current_register
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.foundation.sight import HUB
from onward.operations.sweeps.rows import Swept, sweep
from onward.transfers.policy_book import PolicyBook, read_policy_book

CENTRE = ""


def hold_alarms(*, by: Actor, now: datetime) -> Swept:
    """Hand each open alarm to whoever has to act now, and ask them, where that is not so already.

    It changes hands when the school that held it said that the pupil is not there, or when the child
    becomes protected or is so no more; it then climbs anew. A reminder of the same joiner is thereby closed.
    """
    days = climb_days(today_in_scotland(now))

    def find(limit: int, without: Sequence[UUID]) -> list[UUID]:
        return [row[0] for row in fetch(_FIND_UNHELD, {"without": list(without), "limit": limit})]

    def apply(ids: Sequence[UUID]) -> None:
        handed = fetch(_HAND, {"ids": list(ids), **days})
        for statement in (_ASK_CENTRE, _ASK_SCHOOL, _CLOSE_REMINDERS, _CLOSE_AT_CENTRE):
            run(statement, {"ids": list(ids), "now": now})
        write_audit([_act(by, row[0]) for row in handed], now)

    return sweep("hold_alarms", find=find, apply=apply)


def climb_days(today: date) -> dict[str, list[str] | list[date]]:
    """Return, for each holder and leaving reason, the day on which an alarm held from today on climbs.

    Holders are the authorities and the centre; the school days are those of the holder's leaving policy.
    """
    with seen_as(HUB):
        register, policies = current_register(), read_policy_book()
    held = [(holder, reason) for holder in (*register.authorities, CENTRE) for reason in policies.reasons]
    return {
        "authorities": [holder for holder, _ in held],
        "reasons": [reason for _, reason in held],
        "climb_days": [_climb_day(register, policies, *each, today) for each in held],
    }


def _climb_day(register: Register, policies: PolicyBook, holder: str, reason: str, today: date) -> date:
    policy = policies.policy_for(reason=reason, authority_id=holder, on=today)
    return register.calendar_of(holder).add_school_days(today, policy.climb_days)


def _act(by: Actor, transfer_id: UUID) -> Act:
    return Act(by=by, act="hand_alarm", subject_kind="transfer", subject_id=str(transfer_id), shielded=True)


_HELD = """
    SELECT alarm.id, alarm.transfer_id, alarm.is_shielded, alarm.climbs_on, leaver.id AS leaver_id,
        joiner.id AS joiner_id, joiner.school_id, joiner.authority_id,
        CASE WHEN NOT alarm.is_shielded THEN coalesce(joiner.school_id, leaver.school_id) END AS holder_id,
        CASE WHEN alarm.is_shielded THEN ''
            ELSE coalesce(joiner.authority_id, leaver.authority_id, '') END AS holder_authority_id,
        alarm.school_id AS held_by_id, alarm.authority_id AS held_by_authority_id, transfer.clock_reason
    FROM transfers_alarm AS alarm
    JOIN transfers_transfer AS transfer ON transfer.id = alarm.transfer_id
    LEFT JOIN transfers_leaver AS leaver ON leaver.transfer_id = alarm.transfer_id
    LEFT JOIN transfers_joiner AS joiner
        ON joiner.transfer_id = alarm.transfer_id AND joiner.standing = 'expected'
    WHERE alarm.ended_at IS NULL
"""
# Without a school an alarm is with an authority alone, for the school that held it has closed.
_IS_ELSEWHERE = """
    (held.held_by_authority_id <> held.holder_authority_id
        OR held.held_by_id IS NOT NULL AND held.held_by_id IS DISTINCT FROM held.holder_id)
"""
_ASKED = "SELECT FROM transfers_worklistitem AS item WHERE item.closed_at IS NULL AND item.kind = 'alarm'"
_AT_CENTRE = "item.leaver_id = held.leaver_id AND item.role = 'protection_officer'"
_FIND_UNHELD = f"""
    SELECT held.id FROM ({_HELD}) AS held JOIN transfers_alarm AS alarm ON alarm.id = held.id
    WHERE NOT held.id = ANY(%(without)s) AND ({_IS_ELSEWHERE}
        OR held.is_shielded AND held.leaver_id IS NOT NULL AND NOT EXISTS ({_ASKED} AND {_AT_CENTRE})
        OR NOT held.is_shielded AND EXISTS ({_ASKED} AND {_AT_CENTRE})
        OR NOT held.is_shielded AND held.joiner_id IS NOT NULL
            AND NOT EXISTS ({_ASKED} AND item.joiner_id = held.joiner_id))
    ORDER BY held.id LIMIT %(limit)s FOR UPDATE OF alarm SKIP LOCKED
"""  # noqa: S608 -- our own words
_HAND = f"""
    UPDATE transfers_alarm AS alarm
    SET school_id = held.holder_id, authority_id = held.holder_authority_id, level = 'school',
        climbs_on = climbing.day
    FROM ({_HELD}) AS held
    LEFT JOIN unnest(%(authorities)s::text[], %(reasons)s::text[], %(climb_days)s::date[])
        AS climbing (authority, reason, day)
        ON climbing.authority = held.holder_authority_id AND climbing.reason = held.clock_reason
    WHERE alarm.id = held.id AND held.id = ANY(%(ids)s) AND {_IS_ELSEWHERE}
    RETURNING alarm.transfer_id
"""  # noqa: S608 -- our own words
_ASK_CENTRE = f"""
    INSERT INTO transfers_worklistitem (
        id, kind, role, school_id, authority_id, leaver_id, opened_at, due_on, closed_how, is_shielded
    )
    SELECT onward_uuid7(), 'alarm', 'protection_officer', NULL, '', held.leaver_id, %(now)s, held.climbs_on,
        '', true
    FROM ({_HELD}) AS held
    WHERE held.id = ANY(%(ids)s) AND held.is_shielded AND held.leaver_id IS NOT NULL
    ON CONFLICT DO NOTHING
"""  # noqa: S608 -- our own words
_ASK_SCHOOL = f"""
    INSERT INTO transfers_worklistitem (
        id, kind, role, school_id, authority_id, joiner_id, opened_at, due_on, closed_how, is_shielded
    )
    SELECT onward_uuid7(), 'alarm', 'school_office', held.school_id, held.authority_id, held.joiner_id,
        %(now)s, held.climbs_on, '', false
    FROM ({_HELD}) AS held
    WHERE held.id = ANY(%(ids)s) AND NOT held.is_shielded AND held.joiner_id IS NOT NULL
        AND NOT EXISTS ({_ASKED} AND item.joiner_id = held.joiner_id)
    ON CONFLICT DO NOTHING
"""  # noqa: S608 -- our own words
# A reminder is of the same matter: one line on the worklist is enough.
_CLOSE_REMINDERS = f"""
    UPDATE transfers_worklistitem AS item SET closed_at = %(now)s, closed_how = 'climbed'
    FROM ({_HELD}) AS held
    WHERE held.id = ANY(%(ids)s) AND NOT held.is_shielded AND item.joiner_id = held.joiner_id
        AND item.kind = 'reminder' AND item.closed_at IS NULL
"""  # noqa: S608 -- our own words
_CLOSE_AT_CENTRE = f"""
    UPDATE transfers_worklistitem AS item SET closed_at = %(now)s, closed_how = 'fell-away'
    FROM ({_HELD}) AS held
    WHERE held.id = ANY(%(ids)s) AND NOT held.is_shielded AND {_AT_CENTRE}
        AND item.kind = 'alarm' AND item.closed_at IS NULL
"""  # noqa: S608 -- our own words
