"""Reminders before a deadline, alarms after it, and an alarm's climb when nobody acts.

`today` is the day by which they are due; none given: the calendar day in Scotland at `now`.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from onward.audit.services import Act
from onward.audit.services import write as write_audit
from onward.database.bulk import fetch, run
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.operations.sweeps.holders import climb_days, hold_alarms
from onward.operations.sweeps.rows import Swept, sweep


def remind(*, by: Actor, now: datetime, today: date | None = None) -> Swept:
    """Ask the school where a pupil is expected, once, a few school days before the deadline."""
    today = today or today_in_scotland(now)

    def find(limit: int, without: Sequence[UUID]) -> list[UUID]:
        return _ids(_FIND_REMINDERS, today, without, limit)

    def apply(ids: Sequence[UUID]) -> None:
        run(_REMIND, {"now": now, "ids": list(ids), "closed_how": ""})

    return sweep("remind", find=find, apply=apply)


def raise_alarms(*, by: Actor, now: datetime, today: date | None = None) -> Swept:
    """Raise an alarm for every transfer whose deadline has passed: exactly one for each.

    The school whose turn it is must act first: where the pupil is expected, else the one they left. For a
    protected child that is the centre. The old side sees it in the next notice run. Open alarms that are
    with nobody who can act are handed on.
    """
    today = today or today_in_scotland(now)
    days = climb_days(today)

    def find(limit: int, without: Sequence[UUID]) -> list[UUID]:
        return _ids(_FIND_OVERDUE, today, without, limit)

    def apply(ids: Sequence[UUID]) -> None:
        parameters = {"now": now, "ids": list(ids), "by": f"{by.kind}:{by.id}", **days}
        raised = [row[0] for row in fetch(_RAISE, parameters)]
        write_audit([_act(by, "raise_alarm", each) for each in raised], now)

    swept = sweep("raise_alarms", find=find, apply=apply)
    swept.failed += hold_alarms(by=by, now=now).failed
    return swept


def climb(*, by: Actor, now: datetime, today: date | None = None) -> Swept:
    """Hand each alarm on which nobody acted in time to the next level: S2S co-ordinator, CME co-ordinator."""
    today = today or today_in_scotland(now)
    days = climb_days(today)

    def find(limit: int, without: Sequence[UUID]) -> list[UUID]:
        return _ids(_FIND_CLIMBING, today, without, limit)

    def apply(ids: Sequence[UUID]) -> None:
        run(_CLIMB, {"ids": list(ids), **days})
        run(_HAND_ON, {"now": now, "ids": list(ids)})
        run(_ASK_CO_ORDINATOR, {"now": now, "ids": list(ids)})
        write_audit([_act(by, "climb_alarm", each) for each in ids], now)

    return sweep("climb", find=find, apply=apply)


def _ids(query: str, today: date, without: Sequence[UUID], limit: int) -> list[UUID]:
    return [row[0] for row in fetch(query, {"today": today, "without": list(without), "limit": limit})]


def _act(by: Actor, act: str, subject: UUID) -> Act:
    return Act(by=by, act=act, subject_kind="transfer", subject_id=str(subject), shielded=True)


_FIND_REMINDERS = """
    SELECT id FROM transfers_transfer
    WHERE state IN ('expected', 'unplaced', 'leaving') AND reminded_at IS NULL AND remind_on <= %(today)s
        AND deadline_on >= %(today)s AND NOT id = ANY(%(without)s)
    ORDER BY remind_on, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
"""
_REMIND = """
    WITH reminded AS (
        UPDATE transfers_transfer SET reminded_at = %(now)s WHERE id = ANY(%(ids)s) RETURNING id, deadline_on
    )
    INSERT INTO transfers_worklistitem (
        id, kind, role, school_id, authority_id, joiner_id, opened_at, due_on, closed_how, is_shielded
    )
    SELECT onward_uuid7(), 'reminder', 'school_office', joiner.school_id, joiner.authority_id, joiner.id,
        %(now)s, reminded.deadline_on, %(closed_how)s, joiner.is_shielded
    FROM reminded JOIN transfers_joiner AS joiner ON joiner.transfer_id = reminded.id
    WHERE joiner.standing = 'expected'
    ON CONFLICT DO NOTHING
"""
_FIND_OVERDUE = """
    SELECT id FROM transfers_transfer
    WHERE state IN ('expected', 'unplaced', 'leaving') AND deadline_on < %(today)s
        AND NOT id = ANY(%(without)s)
    ORDER BY deadline_on, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
"""
_RAISE = """
    WITH before AS (
        SELECT id, state FROM transfers_transfer WHERE id = ANY(%(ids)s)
    ), moved AS (
        UPDATE transfers_transfer AS transfer SET state = 'alarmed', changed_at = %(now)s
        FROM before WHERE before.id = transfer.id AND before.state IN ('expected', 'unplaced', 'leaving')
        RETURNING transfer.id, transfer.origin_id, transfer.destination_id, transfer.deadline_on,
            transfer.is_shielded, transfer.clock_reason, before.state AS before
    ), held AS (
        SELECT moved.*, school.id AS school_id, school.authority_id
        FROM moved LEFT JOIN directory_school AS school
            ON school.id = CASE WHEN before = 'expected' THEN destination_id ELSE origin_id END
    ), noted AS (
        INSERT INTO transfers_transferevent (
            id, transfer_id, number, move, before, after, at, by, reason, is_shielded
        )
        SELECT onward_uuid7(), id,
            1 + (SELECT count(*) FROM transfers_transferevent AS event WHERE event.transfer_id = held.id),
            'raise_alarm', before, 'alarmed', %(now)s, %(by)s, 'the deadline passed', is_shielded
        FROM held
    ), raised AS (
        INSERT INTO transfers_alarm (
            id, transfer_id, raised_at, deadline_on, level, school_id, authority_id, climbs_on, ended_how,
            is_shielded
        )
        SELECT onward_uuid7(), held.id, %(now)s, deadline_on, 'school',
            CASE WHEN is_shielded THEN NULL ELSE school_id END,
            CASE WHEN is_shielded THEN '' ELSE coalesce(authority_id, '') END, climbing.day, '', is_shielded
        FROM held
        LEFT JOIN unnest(%(authorities)s::text[], %(reasons)s::text[], %(climb_days)s::date[])
            AS climbing (authority, reason, day)
            ON climbing.authority = held.authority_id AND climbing.reason = held.clock_reason
    )
    SELECT id FROM held
"""
_FIND_CLIMBING = """
    SELECT id FROM transfers_alarm
    WHERE ended_at IS NULL AND climbs_on <= %(today)s AND NOT id = ANY(%(without)s)
    ORDER BY climbs_on, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
"""
_CLIMB = """
    UPDATE transfers_alarm AS alarm
    SET level = CASE level WHEN 'school' THEN 's2s' ELSE 'cme' END,
        climbs_on = CASE level WHEN 'school' THEN
            (SELECT day
             FROM unnest(%(authorities)s::text[], %(reasons)s::text[], %(climb_days)s::date[])
                AS climbing (authority, reason, day)
             WHERE climbing.authority = alarm.authority_id AND climbing.reason = transfer.clock_reason) END
    FROM transfers_transfer AS transfer
    WHERE alarm.id = ANY(%(ids)s) AND transfer.id = alarm.transfer_id
"""
_HAND_ON = """
    UPDATE transfers_worklistitem AS item SET closed_at = %(now)s, closed_how = 'climbed'
    FROM transfers_alarm AS alarm
    JOIN transfers_joiner AS joiner ON joiner.transfer_id = alarm.transfer_id
    WHERE alarm.id = ANY(%(ids)s) AND item.joiner_id = joiner.id AND item.kind = 'alarm'
        AND item.role <> 'school_office' AND item.closed_at IS NULL
"""
_ASK_CO_ORDINATOR = """
    INSERT INTO transfers_worklistitem (
        id, kind, role, school_id, authority_id, joiner_id, opened_at, due_on, closed_how, is_shielded
    )
    SELECT onward_uuid7(), 'alarm',
        CASE alarm.level WHEN 's2s' THEN 's2s_coordinator' ELSE 'cme_coordinator' END,
        NULL, alarm.authority_id, joiner.id, %(now)s, alarm.climbs_on, '', joiner.is_shielded
    FROM transfers_alarm AS alarm
    JOIN transfers_joiner AS joiner ON joiner.transfer_id = alarm.transfer_id AND joiner.standing = 'expected'
    WHERE alarm.id = ANY(%(ids)s) AND alarm.ended_at IS NULL AND NOT alarm.is_shielded
    ON CONFLICT DO NOTHING
"""
