"""Pupils who are expected at a school that closed: expected at its successor, or nowhere."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from onward.database.bulk import fetch, run
from onward.directory.register import SchoolFact
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.foundation.ids import uuid7
from onward.operations.intake.world import World
from onward.operations.sweeps.holders import climb_days
from onward.operations.worlds import world_of
from onward.transfers import services as transfers
from onward.transfers.deadlines import Clock, start_clock
from onward.transfers.journey import By, Journey
from onward.transfers.leaving import UNKNOWN_DESTINATION
from onward.transfers.services import Place
from onward.transfers.workflow import EXPECTED_SOMEWHERE

AT_ONCE = 500
WHY = "the school closed"

_Verb = Callable[[World, Journey, By], None]


def unplace_expected(school: SchoolFact, successor: SchoolFact | None, *, by: Actor, now: datetime) -> int:
    """Let pupils be unplaced who are expected at the school and cannot be at its successor.

    Those are all of them where there is no successor, else those who left the successor itself. An open
    alarm goes to the old school. Returns how many pupils it is.
    """

    def lose_place(world: World, journey: Journey, by: By) -> None:
        transfers.lose_place(journey, clock=_new_clock(world, journey, school), by=by)

    there = {"school": school.id, "successor": successor.id if successor else None}
    moved = _for_each(_FIND_UNPLACED, there, lose_place, by=by, now=now)
    if moved:
        run(_ALARM_OLD_SCHOOLS, {"transfers": moved, **climb_days(today_in_scotland(now))})
    return len(moved)


def hand_over_expected(school: SchoolFact, successor: SchoolFact, *, by: Actor, now: datetime) -> int:
    """Let the successor expect the pupils who are expected at the school, and return how many."""

    def hand_over(world: World, journey: Journey, by: By) -> None:
        clock = _same_clock(world, journey, successor)
        transfers.hand_over(journey, place=_place(world, journey, successor), clock=clock, by=by)

    there = {"school": school.id, "successor": successor.id}
    moved = _for_each(_FIND_HANDED_OVER, there, hand_over, by=by, now=now)
    if moved:
        run(_FOLLOW_JOINERS, {"transfers": moved, "school": school.id})
        run(_CLOSE_OLD_JOINERS, {"transfers": moved, "school": school.id, "now": now})
    return len(moved)


def _for_each(find: str, there: Mapping[str, object], verb: _Verb, *, by: Actor, now: datetime) -> list[UUID]:
    """Apply the verb to the journeys of the pupils that are found, batch by batch; return their transfers."""
    moved: list[UUID] = []
    while pupils := [row[0] for row in fetch(find, {**there, "limit": AT_ONCE})]:
        world = world_of(pupils, now=now)
        expected = [each for each in world.journeys.journeys.values() if _is_expected(each, there)]
        for journey in expected:
            verb(world, journey, By(actor=by, now=now, event_id=uuid7(now), reason=WHY))
        world.save()
        moved += [each.transfer.id for each in expected]
    return moved


def _is_expected(journey: Journey, there: Mapping[str, object]) -> bool:
    transfer = journey.transfer
    return transfer.state in EXPECTED_SOMEWHERE and transfer.destination_id == there["school"]


def _place(world: World, journey: Journey, successor: SchoolFact) -> Place:
    face = journey.expected_joiner or journey.leaver
    if face is None:
        return Place(school_id=successor.id, joiner=None)
    return world.place(journey, successor, face.stated)


def _same_clock(world: World, journey: Journey, successor: SchoolFact) -> Clock | None:
    """Count on from the same day in the successor's school days; none: they are the same."""
    transfer = journey.transfer
    if transfer.clock_from is None or transfer.clock_authority_id == successor.authority_id:
        return None
    origin = _origin_authority(world, journey, successor)
    policy = world.policy(transfer.clock_reason, origin, transfer.leaving_on or transfer.clock_from)
    return start_clock(
        policy=policy,
        is_vulnerable=transfer.is_vulnerable,
        start=transfer.clock_from,
        authority_id=successor.authority_id,
        calendar=world.register.calendar_of(successor.authority_id),
    )


def _new_clock(world: World, journey: Journey, school: SchoolFact) -> Clock:
    """Count anew, in the old school's days, as for any pupil of whom no destination is known."""
    transfer = journey.transfer
    origin = _origin_authority(world, journey, school)
    return world.clock(
        world.policy(UNKNOWN_DESTINATION, origin, transfer.leaving_on or world.today),
        authority_id=origin,
        start=world.today,
        is_vulnerable=transfer.is_vulnerable,
    )


def _origin_authority(world: World, journey: Journey, otherwise: SchoolFact) -> str:
    origin = journey.transfer.origin_id
    return world.register.by_id[origin].authority_id if origin else otherwise.authority_id


_FIND_UNPLACED = """
    SELECT DISTINCT pupil_id FROM transfers_transfer
    WHERE destination_id = %(school)s AND state IN ('expected', 'alarmed')
        AND (%(successor)s::int IS NULL OR origin_id = %(successor)s)
    ORDER BY pupil_id LIMIT %(limit)s
"""
_FIND_HANDED_OVER = """
    SELECT DISTINCT pupil_id FROM transfers_transfer
    WHERE destination_id = %(school)s AND state IN ('expected', 'alarmed')
        AND origin_id IS DISTINCT FROM %(successor)s
    ORDER BY pupil_id LIMIT %(limit)s
"""
_ALARM_OLD_SCHOOLS = """
    UPDATE transfers_alarm AS alarm
    SET level = 'school', school_id = origin.id, authority_id = origin.authority_id, climbs_on = climbing.day
    FROM transfers_transfer AS transfer
    JOIN directory_school AS origin ON origin.id = transfer.origin_id
    JOIN unnest(%(authorities)s::text[], %(climb_days)s::date[]) AS climbing (authority, day)
        ON climbing.authority = origin.authority_id
    WHERE transfer.id = ANY(%(transfers)s) AND alarm.transfer_id = transfer.id AND alarm.ended_at IS NULL
        AND NOT alarm.is_shielded
"""
_FOLLOW_JOINERS = """
    UPDATE transfers_worklistitem AS item
    SET joiner_id = new.id, authority_id = new.authority_id,
        school_id = CASE WHEN item.school_id IS NOT NULL THEN new.school_id END
    FROM transfers_joiner AS old
    JOIN transfers_joiner AS new ON new.transfer_id = old.transfer_id AND new.standing = 'expected'
    WHERE old.transfer_id = ANY(%(transfers)s) AND old.school_id = %(school)s
        AND item.joiner_id = old.id AND item.closed_at IS NULL
"""
_CLOSE_OLD_JOINERS = """
    UPDATE transfers_worklistitem AS item SET closed_at = %(now)s, closed_how = 'fell-away'
    FROM transfers_joiner AS old
    WHERE old.transfer_id = ANY(%(transfers)s) AND old.school_id = %(school)s
        AND item.joiner_id = old.id AND item.closed_at IS NULL
"""
