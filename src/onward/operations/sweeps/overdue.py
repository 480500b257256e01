"""What the old side is asked about leavers of whom it was told that they are overdue: in notice runs only."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from onward.database.bulk import fetch, run
from onward.foundation.clock import today_in_scotland
from onward.operations.sweeps.rows import Swept, sweep


def ask_of_overdue(*, now: datetime) -> Swept:
    """Ask the old school and its S2S co-ordinator, as long as the alarm is open, and its CME co-ordinator
    once nobody acted. Of a pupil whom another school expects, that school's co-ordinators are asked; of one
    who left a place that nobody was to know, the centre.
    """
    today = today_in_scotland(now)

    def find(limit: int, without: Sequence[UUID]) -> list[UUID]:
        parameters = {"today": today, "without": list(without), "limit": limit}
        return [row[0] for row in fetch(_FIND_UNASKED, parameters)]

    def apply(ids: Sequence[UUID]) -> None:
        run(_ASK, {"now": now, "today": today, "ids": list(ids)})

    return sweep("ask_of_overdue", find=find, apply=apply)


_WANTED = """
    SELECT leaver.id, leaver.school_id, leaver.authority_id, leaver.is_shielded, wanted.role
    FROM transfers_leaver AS leaver
    JOIN transfers_alarm AS alarm ON alarm.transfer_id = leaver.transfer_id AND alarm.ended_at IS NULL
    JOIN directory_school AS school ON school.id = leaver.school_id
    CROSS JOIN LATERAL (VALUES
        ('school_office', school.closed_on IS NULL OR school.closed_on > %(today)s),
        ('s2s_coordinator', NOT leaver.is_shielded),
        ('cme_coordinator', NOT leaver.is_shielded AND alarm.level = 'cme' AND NOT EXISTS (
            SELECT FROM transfers_joiner AS joiner
            WHERE joiner.transfer_id = leaver.transfer_id AND joiner.standing = 'expected'))
    ) AS wanted (role, is_wanted)
    WHERE leaver.standing = 'overdue' AND wanted.is_wanted AND NOT EXISTS (
        SELECT FROM transfers_worklistitem AS item
        WHERE item.leaver_id = leaver.id AND item.kind = 'alarm' AND item.role = wanted.role
            AND item.closed_at IS NULL)
"""
_FIND_UNASKED = f"""
    SELECT id FROM transfers_leaver
    WHERE id IN (SELECT wanted.id FROM ({_WANTED}) AS wanted) AND NOT id = ANY(%(without)s)
    ORDER BY id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
"""  # noqa: S608 -- our own words
_ASK = f"""
    INSERT INTO transfers_worklistitem (
        id, kind, role, school_id, authority_id, leaver_id, opened_at, closed_how, is_shielded
    )
    SELECT onward_uuid7(), 'alarm', wanted.role,
        CASE wanted.role WHEN 'school_office' THEN wanted.school_id END, wanted.authority_id, wanted.id,
        %(now)s, '', wanted.is_shielded
    FROM ({_WANTED}) AS wanted WHERE wanted.id = ANY(%(ids)s)
    ON CONFLICT DO NOTHING
"""  # noqa: S608 -- our own words
