"""Whether what a school said before still stands, by its own word alone.

A file gets its keys from what it says, so the same words are a repeat as long as nothing was taken back.
Asked are only the school's own leaver and its own roll, which nobody else's word changes: whether a child
has been found must not change the answer.
"""

from uuid import UUID

from onward.formats.forms import Arrival, Departure, Record
from onward.messaging.post import Known
from onward.operations.intake.items import Item
from onward.operations.intake.world import World
from onward.pupils.register import PupilRow
from onward.transfers.journey import LeaverRow
from onward.transfers.leaving import CREATED_IN_ERROR
from onward.transfers.workflow import LeaverStanding


def still_stands(item: Item, known: Known, world: World) -> bool:
    """Say whether the sender has not taken back what the same words came to before.

    A departure is taken back by a withdrawal, or by the pupil's confirmed return; an arrival by a departure
    from the same school. A record belongs to the leaver of then.
    """
    pupil = world.pupils.by_id.get(known.pupil_id) if known.pupil_id else None
    if pupil is None:
        return True
    match item.said:
        case Departure():
            return _is_gone(item, item.said, known, world, pupil)
        case Arrival():
            return _is_here(item, item.said, world, pupil)
        case Record(leaver=""):
            newest = _newest_leaver(item, world, pupil)
            return newest is None or str(newest.id) == known.answer["leaver"]
        case _:
            return True


def _is_gone(item: Item, said: Departure, known: Known, world: World, pupil: PupilRow) -> bool:
    if said.reason == CREATED_IN_ERROR:
        newest = _newest_leaver(item, world, pupil)
        return newest is None or newest.standing is LeaverStanding.WITHDRAWN
    told = known.answer["leaver"]
    journey = world.journeys.by_leaver.get(UUID(told)) if told else None
    leaver = journey.leaver if journey else None
    is_withdrawn = leaver is not None and leaver.standing is LeaverStanding.WITHDRAWN
    return not is_withdrawn and not world.pupils.is_on_roll(pupil, item.school.id)


def _is_here(item: Item, said: Arrival, world: World, pupil: PupilRow) -> bool:
    if said.provisional:
        return world.pupils.enrolment_at(pupil, item.school.id) is not None
    return world.pupils.is_on_roll(pupil, item.school.id)


def _newest_leaver(item: Item, world: World, pupil: PupilRow) -> LeaverRow | None:
    leavers = (each.leaver for each in reversed(world.journeys.by_pupil[pupil.id]))
    return next((each for each in leavers if each and each.school_id == item.school.id), None)
