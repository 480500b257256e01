"""The notice run: the only moment at which the old side learns anything that it did not say itself.

It runs at fixed hours, for everybody alike. What happened between two runs cannot be told apart from
nothing having happened; and what is told is the same words for every child: located and safe.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from onward.audit.services import Act
from onward.audit.services import write as write_audit
from onward.database.bulk import fetch, run
from onward.foundation.actor import Actor
from onward.operations.as_known import as_known_to
from onward.operations.sweeps.in_vain import tell_destinations
from onward.operations.sweeps.overdue import ask_of_overdue
from onward.operations.sweeps.rows import Swept, sweep
from onward.transfers.workflow import TOLD


def tell_origins(*, by: Actor, now: datetime) -> Swept:
    """Bring every leaver up to what its transfer has come to, and ask old schools for unannounced pupils.

    Schools that expect a pupil in vain are told in the same run. Returns how many leavers were told. A
    settled leaver gets the month of this run, not the day of the arrival; nothing says where, by whom, or
    when the child was found.
    """
    in_vain = tell_destinations(by=by, now=now)
    _ask_for_unannounced(by=by, now=now)
    states = [state.value for state in TOLD]
    tellings = [TOLD[state].value for state in TOLD]

    def find(limit: int, without: Sequence[UUID]) -> list[UUID]:
        parameters = {"states": states, "tellings": tellings, "without": list(without), "limit": limit}
        return [row[0] for row in fetch(_FIND_UNTOLD, parameters)]

    def apply(ids: Sequence[UUID]) -> None:
        parameters = {"now": now, "ids": list(ids), "states": states, "tellings": tellings}
        told = fetch(_TELL, parameters)
        run(_CLOSE_ANSWERED, {"now": now, "ids": list(ids)})
        run(_ASK_AGAIN, {"now": now, "ids": list(ids)})
        write_audit([_told(by, *row) for row in told], now)

    swept = sweep("tell_origins", find=find, apply=apply)
    swept.failed += in_vain.failed + ask_of_overdue(now=now).failed
    return swept


def _ask_for_unannounced(*, by: Actor, now: datetime) -> None:
    """Give the old school of an unannounced pupil a leaver of its own, with the wish for the record."""

    def find(limit: int, without: Sequence[UUID]) -> list[UUID]:
        return [row[0] for row in fetch(_FIND_UNASKED, {"without": list(without), "limit": limit})]

    def apply(ids: Sequence[UUID]) -> None:
        asked = fetch(_ASK_ORIGIN, {"now": now, "ids": list(ids)})
        run(_ASK_FOR_RECORD, {"now": now, "leavers": [row[0] for row in asked]})
        write_audit([_told(by, *row) for row in asked], now)

    sweep("ask_for_unannounced", find=find, apply=apply)


def _told(by: Actor, leaver: UUID, school_id: int, authority_id: str, is_shielded: object) -> Act:
    return Act(
        by=by,
        act="tell_origin",
        subject_kind="leaver",
        subject_id=str(leaver),
        school_id=school_id,
        authority_id=authority_id,
        shielded=bool(is_shielded),
    )


# Found first and ordered then: in the order of ids PostgreSQL would visit every leaver there is.
_FIND_UNTOLD = """
    WITH untold AS MATERIALIZED (
        SELECT leaver.id
        FROM transfers_leaver AS leaver
        JOIN transfers_transfer AS transfer ON transfer.id = leaver.transfer_id
        JOIN unnest(%(states)s::text[], %(tellings)s::text[]) AS told (state, standing)
            ON told.state = transfer.state AND told.standing <> leaver.standing
        WHERE leaver.standing NOT IN ('settled', 'ended', 'withdrawn') AND NOT leaver.id = ANY(%(without)s)
    )
    SELECT leaver.id FROM transfers_leaver AS leaver JOIN untold ON untold.id = leaver.id
    ORDER BY leaver.id LIMIT %(limit)s FOR UPDATE OF leaver SKIP LOCKED
"""
_TELL = """
    UPDATE transfers_leaver AS leaver
    SET standing = told.standing, told_at = %(now)s,
        settled_month =
            CASE told.standing WHEN 'settled' THEN date_trunc('month', %(now)s::timestamptz)::date END
    FROM transfers_transfer AS transfer
    JOIN unnest(%(states)s::text[], %(tellings)s::text[]) AS told (state, standing)
        ON told.state = transfer.state
    WHERE leaver.id = ANY(%(ids)s) AND transfer.id = leaver.transfer_id
        AND leaver.standing <> told.standing
    RETURNING leaver.id, leaver.school_id, leaver.authority_id, leaver.is_shielded
"""
_CLOSE_ANSWERED = """
    UPDATE transfers_worklistitem AS item SET closed_at = %(now)s, closed_how = 'told'
    FROM transfers_leaver AS leaver
    WHERE leaver.id = ANY(%(ids)s) AND item.leaver_id = leaver.id AND item.closed_at IS NULL
        AND item.kind <> 'record-wanted' AND NOT (item.kind = 'alarm' AND item.role = 'protection_officer')
        AND (leaver.standing IN ('settled', 'ended', 'withdrawn')
            OR item.kind IN ('alarm', 'destination-missing'))
"""
_ASK_AGAIN = """
    INSERT INTO transfers_worklistitem (
        id, kind, role, school_id, authority_id, leaver_id, opened_at, due_on, closed_how, is_shielded
    )
    SELECT onward_uuid7(), 'destination-missing', 'school_office', leaver.school_id, leaver.authority_id,
        leaver.id, %(now)s, NULL, '', leaver.is_shielded
    FROM transfers_leaver AS leaver
    WHERE leaver.id = ANY(%(ids)s) AND leaver.standing = 'needs_destination'
    ON CONFLICT DO NOTHING
"""
_FIND_UNASKED = """
    SELECT transfer.id FROM transfers_transfer AS transfer
    WHERE transfer.departure_message_id IS NULL AND transfer.origin_id IS NOT NULL
        AND NOT transfer.id = ANY(%(without)s)
        AND NOT EXISTS (SELECT FROM transfers_leaver AS leaver WHERE leaver.transfer_id = transfer.id)
        -- A protected child's present name must not reach a school that never had the child on its roll.
        AND (NOT transfer.is_shielded OR EXISTS (
            SELECT FROM pupils_enrolment AS enrolment
            WHERE enrolment.pupil_id = transfer.pupil_id AND enrolment.school_id = transfer.origin_id))
    ORDER BY transfer.id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
"""
_ASK_ORIGIN = f"""
    INSERT INTO transfers_leaver (
        id, transfer_id, school_id, authority_id, surname, forename, born, sex, scn, upn, stage, reason,
        outside_country, outside_lea, outside_estab, outside_name, standing, told_at, is_shielded
    )
    SELECT onward_uuid7(), transfer.id, school.id, school.authority_id, stated.surname, stated.forename,
        stated.born, stated.sex, stated.scn, '', '', '', '', '', '', '', 'awaited', %(now)s, EXISTS (
            SELECT FROM pupils_enrolment AS enrolment WHERE enrolment.pupil_id = transfer.pupil_id
                AND enrolment.school_id = school.id AND enrolment.is_shielded)
    FROM transfers_transfer AS transfer
    JOIN directory_school AS school ON school.id = transfer.origin_id
    CROSS JOIN LATERAL ({as_known_to("transfer.pupil_id", "school.id")}) AS stated
    WHERE transfer.id = ANY(%(ids)s)
    RETURNING id, school_id, authority_id, is_shielded
"""  # noqa: S608 -- our own words
_ASK_FOR_RECORD = """
    INSERT INTO transfers_worklistitem (
        id, kind, role, school_id, authority_id, leaver_id, opened_at, closed_how, is_shielded
    )
    SELECT onward_uuid7(), 'record-wanted', 'school_office', school_id, authority_id, id, %(now)s, '',
        is_shielded
    FROM transfers_leaver WHERE id = ANY(%(leavers)s)
    ON CONFLICT DO NOTHING
"""
