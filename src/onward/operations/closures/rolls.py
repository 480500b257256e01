"""Who is on the roll of a school that closed: on its successor's from that day, or somebody's to find.

Some hundred pupils to a transaction, which holds their identities as the intake does: what a school says of
a pupil meanwhile is heard before or after, never between.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from onward.audit.services import Act
from onward.audit.services import write as write_audit
from onward.database.bulk import fetch
from onward.database.locks import hold
from onward.database.sight import seen_as
from onward.directory.register import SchoolFact, current_register
from onward.foundation.actor import Actor
from onward.foundation.sight import HUB
from onward.operations.closures.sought import seek
from onward.protection.services import leave_school
from onward.pupils.merging import lock_names_of

AT_ONCE = 500


@dataclass(kw_only=True, slots=True)
class RollCleared:
    """How many pupils are on the successor's roll now, and of how many somebody is asked where they are."""

    enrolled: int = 0
    sought: int = 0


def count_rolls(keys: Collection[str]) -> dict[str, int]:
    """Return how many pupils are on the roll of each of these schools, or have a place there."""
    with seen_as(HUB):
        register = current_register()
        counts = dict(fetch(_COUNT, {"schools": [register.school(each).id for each in keys]}))
        return {each: counts.get(register.school(each).id, 0) for each in keys}


def clear_roll(school: SchoolFact, successor: SchoolFact | None, *, by: Actor, now: datetime) -> RollCleared:
    """Take everybody off the roll of a school that has closed, a transaction for each batch.

    With a successor their places begin there on the closing day, as they were: current, provisional,
    shielded. Nobody is put on its roll twice, nor who left the closed school to its knowledge. Without one
    every pupil whom the school itself did not say to have left is sought. May be repeated.
    """
    cleared = RollCleared()
    while True:
        with seen_as(HUB):
            pupils = [row[0] for row in fetch(_FIND, {"school": school.id, "limit": AT_ONCE})]
            if not pupils:
                return cleared
            hold(lock_names_of(pupils))
            if successor:
                cleared.enrolled += _move(school, successor, pupils, by=by, now=now)
            else:
                cleared.sought += seek(school, pupils, by=by, now=now)
                _end(school, pupils, by=by, now=now)
            to = successor.id if successor else None
            leave_school(pupils, school_id=school.id, successor_id=to, now=now)


def _move(
    school: SchoolFact, successor: SchoolFact, pupils: Collection[UUID], *, by: Actor, now: datetime
) -> int:
    there = {"successor": successor.id, "authority": successor.authority_id}
    moved = fetch(_MOVE, {**_of(school, pupils), **there})
    write_audit([_act(by, school, row[0], shielded=row[1]) for row in moved], now)
    return sum(row[2] for row in moved)


def _end(school: SchoolFact, pupils: Collection[UUID], *, by: Actor, now: datetime) -> None:
    ended = fetch(_END, _of(school, pupils))
    write_audit([_act(by, school, row[0], shielded=row[1]) for row in ended], now)


def _of(school: SchoolFact, pupils: Collection[UUID]) -> dict[str, object]:
    return {"school": school.id, "on": school.closed_on, "pupils": list(pupils)}


def _act(by: Actor, school: SchoolFact, place_id: UUID, *, shielded: bool) -> Act:
    """Return the same act for every pupil: it does not tell who was known to have left before."""
    return Act(
        by=by,
        act="end_enrolment",
        subject_kind="enrolment",
        subject_id=str(place_id),
        school_id=school.id,
        authority_id=school.authority_id,
        shielded=shielded,
    )


_COUNT = """
    SELECT school_id, count(*) FROM pupils_enrolment
    WHERE school_id = ANY(%(schools)s::int[]) AND status <> 'ended' GROUP BY school_id
"""
_FIND = """
    SELECT pupil_id FROM pupils_enrolment
    WHERE school_id = %(school)s AND status <> 'ended' ORDER BY pupil_id LIMIT %(limit)s
"""
_END_PLACE = """
    UPDATE pupils_enrolment AS place
    SET status = 'ended', ends_on = %(on)s,
        starts_on = CASE WHEN place.starts_on > %(on)s THEN %(on)s::date ELSE place.starts_on END
"""
_END = f"""
    {_END_PLACE}
    WHERE place.school_id = %(school)s AND place.status <> 'ended' AND place.pupil_id = ANY(%(pupils)s)
    RETURNING place.id, place.is_shielded
"""
# Of a pupil who has been found elsewhere, and of whom the old side was not told, the successor has what the
# closed school had: a place on the roll for all to see, and the way from it on which the pupil was found.
_MOVE = f"""
    WITH found AS (
        SELECT place.id, place.pupil_id, place.status, place.stage, place.starts_on, way.id AS way_id,
            place.is_shielded OR pupil.is_shielded AND way.leads_away IS NOT TRUE AS is_shielded,
            way.leads_away IS TRUE AND way.is_told AS is_gone,
            way.leads_away IS TRUE AND NOT way.is_told AS is_found
        FROM pupils_enrolment AS place
        JOIN pupils_pupil AS pupil ON pupil.id = place.pupil_id
        LEFT JOIN LATERAL (
            SELECT newest.id,
                newest.origin_id = %(school)s
                    AND newest.destination_id IS DISTINCT FROM %(school)s AS leads_away,
                EXISTS (SELECT FROM transfers_leaver WHERE transfer_id = newest.id) AS is_told
            FROM transfers_transfer AS newest
            WHERE newest.pupil_id = place.pupil_id AND newest.state <> 'withdrawn'
                AND %(school)s IN (newest.origin_id, newest.destination_id)
            ORDER BY newest.id DESC LIMIT 1
        ) AS way ON true
        WHERE place.school_id = %(school)s AND place.status <> 'ended' AND place.pupil_id = ANY(%(pupils)s)
    ), ended AS (
        {_END_PLACE} FROM found WHERE found.id = place.id
        RETURNING place.id, place.is_shielded
    ), begun AS (
        INSERT INTO pupils_enrolment AS there (
            id, pupil_id, school_id, authority_id, status, stage, starts_on, is_shielded
        )
        SELECT onward_uuid7(), pupil_id, %(successor)s::int, %(authority)s::text, status, stage,
            greatest(starts_on, %(on)s), is_shielded
        FROM found WHERE NOT is_gone
        ON CONFLICT (pupil_id, school_id) WHERE status <> 'ended'
        DO UPDATE SET status = 'current', starts_on = excluded.starts_on
            WHERE there.status = 'provisional' AND excluded.status = 'current'
    ), led_away AS (
        UPDATE transfers_transfer AS way SET origin_id = %(successor)s
        FROM found WHERE way.id = found.way_id AND found.is_found
            AND way.destination_id IS DISTINCT FROM %(successor)s
    )
    SELECT ended.id, ended.is_shielded, NOT found.is_gone FROM ended JOIN found ON found.id = ended.id
"""  # noqa: S608 -- our own words
