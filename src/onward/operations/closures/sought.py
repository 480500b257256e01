"""Pupils whom a school that closed for good leaves on its roll: somebody is asked where they are.

For each the hub begins the transfer that the school's own departure would have begun, with no destination;
deadline, alarm and climb follow by themselves. Whom it asks depends on what the school itself knew, so that
nothing tells who has been found elsewhere meanwhile.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from onward.audit.services import Act
from onward.audit.services import write as write_audit
from onward.database.bulk import fetch
from onward.directory.register import SchoolFact
from onward.foundation.actor import Actor
from onward.foundation.ids import uuid7
from onward.operations.as_known import as_known_to
from onward.operations.intake.world import World
from onward.operations.worlds import world_of
from onward.pupils.models import EnrolmentStatus
from onward.pupils.register import EnrolmentRow, PupilRow
from onward.transfers import services as transfers
from onward.transfers.deadlines import Clock
from onward.transfers.journey import By, Journey, LeaverRow, Stated, TransferRow
from onward.transfers.leaving import NO_REASON, Beginning
from onward.transfers.workflow import OPEN, LeaverStanding, State

WHY = "the school closed"
UNPLACED = Beginning(state=State.UNPLACED, asks_authority=True)


def seek(school: SchoolFact, pupils: Collection[UUID], *, by: Actor, now: datetime) -> int:
    """Begin a transfer for each of these pupils on the roll; return about how many somebody is asked.

    Nobody is asked about a pupil who has died or whom the school told, or was told, to have left; nor
    about one who only had a place there and is awaited or on a roll elsewhere. Their identities must be
    held. The caller takes them off the roll.
    """
    world = world_of(pupils, now=now)
    lost = [each for pupil in world.pupils.by_id.values() if (each := _lost(world, pupil, school))]
    stated = _as_known([(each.pupil.id, place.school_id) for each in lost for place in each.places])
    leavers = [_begin(world, school, each, stated, by) for each in lost]
    world.save()
    write_audit([_act(by, each) for each in leavers], now)
    return len(leavers)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Lost:
    """A pupil on the roll; `early`: the arrival elsewhere of which the old side was not told yet.

    `found`: another roll on which they came at the same time or later.
    """

    pupil: PupilRow
    place: EnrolmentRow
    early: Journey | None = None
    found: EnrolmentRow | None = None

    @property
    def places(self) -> tuple[EnrolmentRow, ...]:
        """The places whose schools' knowledge of the pupil is needed."""
        return (self.place, self.found) if self.found else (self.place,)


def _lost(world: World, pupil: PupilRow, school: SchoolFact) -> _Lost | None:
    place = world.pupils.enrolment_at(pupil, school.id)
    if place is None or pupil.letters_stopped:
        return None
    if place.status is EnrolmentStatus.PROVISIONAL and _is_accounted_for(world, pupil):
        return None
    newest = _newest(world, pupil, school.id)
    if newest is None or newest.transfer.origin_id != school.id:
        return _Lost(pupil=pupil, place=place, found=_found(world, pupil, place))
    return None if newest.leaver else _Lost(pupil=pupil, place=place, early=newest)


def _is_accounted_for(world: World, pupil: PupilRow) -> bool:
    is_awaited = any(each.transfer.state in OPEN for each in world.journeys.by_pupil[pupil.id])
    return is_awaited or any(each.status is EnrolmentStatus.CURRENT for each in pupil.enrolments)


def _newest(world: World, pupil: PupilRow, school_id: int) -> Journey | None:
    """Return what is newest of the pupil's ways to and from a school, but for what was taken back."""
    for journey in reversed(world.journeys.by_pupil[pupil.id]):
        transfer = journey.transfer
        if transfer.state is not State.WITHDRAWN and school_id in {
            transfer.origin_id,
            transfer.destination_id,
        }:
            return journey
    return None


def _found(world: World, pupil: PupilRow, place: EnrolmentRow) -> EnrolmentRow | None:
    since = place.starts_on or date.min
    for each in reversed(pupil.enrolments):
        newest = _newest(world, pupil, each.school_id)
        has_left = newest is not None and newest.transfer.destination_id != each.school_id
        is_newer = each is not place and (each.starts_on or date.min) >= since
        if each.status is EnrolmentStatus.CURRENT and is_newer and not has_left:
            return each
    return None


def _begin(
    world: World, school: SchoolFact, lost: _Lost, stated: dict[tuple[UUID, int], Stated], by: Actor
) -> LeaverRow:
    journey = lost.early or _new_journey(world, school, lost.pupil)
    journey.transfer.is_kept_back = _is_kept_back(lost)
    leaver = _leaver(world, school, lost, journey, stated[lost.pupil.id, school.id])
    clock = _clock(world, school, lost.pupil)
    if lost.early:
        transfers.record_late_departure(
            journey, beginning=UNPLACED, leaver=leaver, due_on=clock.deadline_on, by=_by(world, by)
        )
        return leaver
    transfers.record_departure(
        journey, beginning=UNPLACED, leaver=leaver, place=None, clock=clock, by=_by(world, by)
    )
    world.journeys.add(journey)
    if lost.found:
        _settle(world, journey, lost.found, stated[lost.pupil.id, lost.found.school_id], by)
    return leaver


def _settle(world: World, journey: Journey, found: EnrolmentRow, stated: Stated, by: Actor) -> None:
    """Settle the transfer where the pupil is; the old side is told so in the next notice run."""
    on = found.starts_on or world.today
    joiner = world.face_of_arrival(journey, world.register.by_id[found.school_id], stated, on)
    transfers.confirm_arrival(journey, joiner=joiner, on=on, by=_by(world, by))


def _by(world: World, actor: Actor) -> By:
    return By(actor=actor, now=world.now, event_id=uuid7(world.now), reason=WHY)


def _new_journey(world: World, school: SchoolFact, pupil: PupilRow) -> Journey:
    return Journey(
        transfer=TransferRow(
            id=uuid7(world.now),
            pupil_id=pupil.id,
            origin_id=school.id,
            state=State.UNPLACED,
            is_vulnerable=bool(pupil.marks),
            is_shielded=pupil.is_shielded,
            created_at=world.now,
            changed_at=world.now,
        ),
        is_new=True,
    )


def _is_kept_back(lost: _Lost) -> bool:
    """Say whether the child counts as protected by what the old side knows; of a hidden one it knows less."""
    is_hidden_elsewhere = any(each.is_shielded and each is not lost.place for each in lost.pupil.enrolments)
    return lost.pupil.is_shielded and (lost.place.is_shielded or not is_hidden_elsewhere)


def _leaver(world: World, school: SchoolFact, lost: _Lost, journey: Journey, stated: Stated) -> LeaverRow:
    return LeaverRow(
        id=uuid7(world.now),
        transfer_id=journey.transfer.id,
        school_id=school.id,
        authority_id=school.authority_id,
        stated=stated,
        reason=NO_REASON,
        leaving_on=school.closed_on,
        standing=LeaverStanding.NEEDS_DESTINATION,
        told_at=world.now,
        is_shielded=lost.pupil.is_shielded and lost.place.is_shielded,
    )


def _clock(world: World, school: SchoolFact, pupil: PupilRow) -> Clock:
    left_on = school.closed_on or world.today
    return world.clock(
        world.policy(NO_REASON, school.authority_id, left_on),
        authority_id=school.authority_id,
        start=left_on,
        is_vulnerable=bool(pupil.marks),
    )


def _as_known(pairs: Collection[tuple[UUID, int]]) -> dict[tuple[UUID, int], Stated]:
    rows = fetch(_AS_KNOWN, {"pupils": [each for each, _ in pairs], "schools": [each for _, each in pairs]})
    return {
        (row[0], row[1]): Stated(
            surname=row[2], forename=row[3], born=row[4], sex=row[5], scn=row[6], stage=row[7]
        )
        for row in rows
    }


def _act(by: Actor, leaver: LeaverRow) -> Act:
    return Act(
        by=by,
        act="record_departure",
        subject_kind="leaver",
        subject_id=str(leaver.id),
        school_id=leaver.school_id,
        authority_id=leaver.authority_id,
        shielded=leaver.is_shielded,
    )


_AS_KNOWN = f"""
    SELECT given.pupil, given.school, stated.surname, stated.forename, stated.born, stated.sex, stated.scn,
        place.stage
    FROM unnest(%(pupils)s::uuid[], %(schools)s::int[]) AS given (pupil, school)
    JOIN pupils_enrolment AS place
        ON place.pupil_id = given.pupil AND place.school_id = given.school AND place.status <> 'ended'
    CROSS JOIN LATERAL ({as_known_to("given.pupil", "given.school")}) AS stated
"""  # noqa: S608 -- our own words
