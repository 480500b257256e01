"""Merge two rows of one child: in every room, with what protects the child, and with what it settles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from onward.access.facts import NATIONAL_SERVICE
from onward.access.roles import Permission
from onward.access.services.permission import require
from onward.audit.services import Act
from onward.audit.services import write as write_audit
from onward.database.bulk import fetch, run
from onward.database.locks import hold
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.foundation.ids import uuid7
from onward.foundation.sight import HUB
from onward.operations.intake.world import World
from onward.operations.worlds import world_of
from onward.protection.merging import merge_protection
from onward.pupils.merging import lock_names_of, merge_rows
from onward.pupils.models import EnrolmentStatus
from onward.pupils.register import EnrolmentRow
from onward.transfers import services as transfers
from onward.transfers.journey import By, Journey, Stated
from onward.transfers.workflow import OPEN

WHY = "two rows of one child were merged"


@dataclass(frozen=True, kw_only=True, slots=True)
class Merged:
    """The row that stands for the child now, whether the child is protected, and which transfers settled."""

    pupil_id: UUID
    is_protected: bool
    settled: tuple[UUID, ...]


def merge_pupils(*, keep: UUID, give_up: UUID, by: Actor, now: datetime) -> Merged:
    """Let one row stand for a child of whom there were two; `keep` is the one that stays.

    It gets the other's identifiers, places on rolls, marks, transfers, flags and whereabouts; of two
    standings the stricter holds, and where either row was marked as vulnerable, all that runs has the
    shorter deadline. Where one row was awaited and the other is on a roll since, the transfer is settled
    there, and its alarm ends. Nothing is deleted; the other row points to the one that stays.

    Raises:
        CannotBeMerged: the two are the same row.
        PupilNotFound: one of them is not there, or was merged before.
        NotPermitted: the actor does not decide on protection at the centre.
    """
    require(by, Permission.DECIDE_PROTECTION, at=NATIONAL_SERVICE, now=now)
    with seen_as(HUB):
        hold(lock_names_of((keep, give_up)))
        before = world_of((keep, give_up), now=now)
        found = _found_elsewhere(before, keep, give_up)
        merge_rows(keep=keep, give_up=give_up, on=today_in_scotland(now), now=now)
        is_protected = merge_protection(keep=keep, give_up=give_up, now=now)
        for statement in (_MOVE_TRANSFERS, _MOVE_MESSAGES):
            run(statement, {"keep": keep, "give_up": give_up})
        world = world_of((keep,), now=now)
        if is_protected and not all(each.is_shielded for each in before.pupils.by_id.values()):
            world.shield(world.pupils.by_id[keep], is_protected=True)
            world.shielded[give_up] = True
        for each in found:
            _settle(world, each, by)
        world.hurry(world.pupils.by_id[keep])
        world.save()
        settled = tuple(each.transfer_id for each in found)
        write_audit([_act(by, keep, give_up, shielded=is_protected)], now)
    return Merged(pupil_id=keep, is_protected=is_protected, settled=settled)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    """An open transfer of one row, and the place on a roll where the other row turned up afterwards."""

    transfer_id: UUID
    place: EnrolmentRow
    stated: Stated


def _found_elsewhere(before: World, keep: UUID, give_up: UUID) -> list[_Found]:
    """Compare each row's open transfers with the other row's places on rolls."""
    found = []
    for awaited, other in ((keep, give_up), (give_up, keep)):
        places = before.pupils.by_id[other].enrolments if other in before.pupils.by_id else []
        for journey in before.journeys.by_pupil[awaited]:
            place = _place_since(journey, places)
            if place:
                stated = _stated(other)
                found.append(_Found(transfer_id=journey.transfer.id, place=place, stated=stated))
    return found


def _place_since(journey: Journey, places: Sequence[EnrolmentRow]) -> EnrolmentRow | None:
    left = journey.transfer.leaving_on
    if journey.transfer.state not in OPEN or left is None:
        return None
    since = [
        (each.starts_on, each.id, each)
        for each in places
        if each.status is EnrolmentStatus.CURRENT and each.starts_on and each.starts_on >= left
    ]
    return max(since)[2] if since else None


def _stated(pupil_id: UUID) -> Stated:
    row = fetch(_DETAILS, {"pupil": pupil_id})[0]
    return Stated(surname=row[0], forename=row[1], born=row[2], sex=row[3], scn=row[4], upn=row[5])


def _settle(world: World, found: _Found, by: Actor) -> None:
    journey = world.journeys.journeys[found.transfer_id]
    school = world.register.by_id[found.place.school_id]
    on = found.place.starts_on or world.today
    transfers.confirm_arrival(
        journey,
        joiner=world.face_of_arrival(journey, school, found.stated, on),
        on=on,
        by=By(actor=by, now=world.now, event_id=uuid7(world.now), reason=WHY),
    )
    if journey.transfer.is_shielded:
        world.protection.note_whereabouts(journey.transfer.pupil_id, school_id=school.id, now=world.now)


def _act(by: Actor, keep: UUID, give_up: UUID, *, shielded: bool) -> Act:
    return Act(
        by=by,
        act="merge_pupils",
        subject_kind="pupil",
        subject_id=str(keep),
        shielded=shielded,
        detail={"given_up": str(give_up)},
    )


_MOVE_TRANSFERS = "UPDATE transfers_transfer SET pupil_id = %(keep)s WHERE pupil_id = %(give_up)s"
_MOVE_MESSAGES = "UPDATE messaging_message SET pupil_id = %(keep)s WHERE pupil_id = %(give_up)s"
_DETAILS = """
    SELECT surname, forename, born, sex,
        coalesce((SELECT max(value) FROM pupils_pupilidentifier
                  WHERE pupil_id = pupil.id AND kind = 'scn' AND ended_at IS NULL), ''),
        coalesce((SELECT max(value) FROM pupils_pupilidentifier
                  WHERE pupil_id = pupil.id AND kind = 'upn' AND ended_at IS NULL), '')
    FROM pupils_pupil AS pupil WHERE id = %(pupil)s
"""
