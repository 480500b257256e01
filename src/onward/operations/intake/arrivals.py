"""A school says that a pupil is on its roll: one who was expected, or one whom nobody announced."""

from dataclasses import asdict, replace
from datetime import timedelta
from uuid import UUID

from onward.formats.fault_table import fault
from onward.formats.forms import Arrival
from onward.foundation.faults import Fault
from onward.foundation.ids import uuid7
from onward.operations.intake.effects import Effect
from onward.operations.intake.hearing import Hearing
from onward.operations.intake.items import ItemRefused, state
from onward.pupils.models import EnrolmentStatus, QuestionKind
from onward.pupils.register import PupilRow
from onward.transfers import services as transfers
from onward.transfers.journey import JoinerRow, Journey, Stated, TransferRow
from onward.transfers.workflow import OPEN, State

LONGEST_AGO = timedelta(days=2 * 365)
LONGEST_AHEAD = timedelta(days=14)
CLAIM_WITHIN = timedelta(days=14)


def handle(hearing: Hearing, said: Arrival) -> Effect:
    """Take an arrival: it settles what is open for the pupil, or begins a transfer that has arrived already.

    A provisional arrival only reserves the place; the pupil is still expected.

    Raises:
        ItemRefused: the joiner is not the sender's, or the day or the previous school cannot be.
    """
    expected = _check(hearing, said)
    stated, pupil = _who(hearing, said, expected)
    hearing.world.mark(pupil, [mark.value for mark in said.marks])
    is_found = not said.provisional
    hearing.hear_protection(pupil, said.protection, asked_at="arrival", is_found=is_found)
    if _is_claimed_elsewhere(hearing, said, pupil):
        hearing.ask(QuestionKind.TWO_CLAIMS, pupil.id)
    elif not said.provisional:
        _note_whereabouts(hearing, pupil)
    journey = None if said.provisional else _settle(hearing, said, pupil, stated)
    _enrol(hearing, said, pupil, stated)
    joiner = journey.joiner_at(hearing.school.id) if journey else None
    return Effect(
        pupil=pupil,
        journey=journey or expected,
        joiner=joiner.id if joiner else None,
        warnings=_warnings(said),
    )


def _check(hearing: Hearing, said: Arrival) -> Journey | None:
    faults: list[Fault] = []
    if not hearing.world.today - LONGEST_AGO <= said.arrived_on <= hearing.world.today + LONGEST_AHEAD:
        faults.append(fault("arrival-date-implausible", "arrived_on"))
    if said.previous_school:
        previous = said.previous_school
        if (previous.seed, previous.type) not in hearing.world.register.by_key:
            faults.append(fault("school-unknown", "previous_school"))
    journey = _own_joiner(hearing, said.joiner)
    if said.joiner and journey is None:
        faults.append(fault("joiner-unknown", "joiner"))
    if faults:
        raise ItemRefused(*faults)
    return journey


def _own_joiner(hearing: Hearing, joiner: str) -> Journey | None:
    journey = hearing.world.journeys.by_joiner.get(UUID(joiner)) if joiner else None
    if journey is None:
        return None
    return (
        journey
        if any(j.id == UUID(joiner) and j.school_id == hearing.school.id for j in journey.joiners)
        else None
    )


def _who(hearing: Hearing, said: Arrival, expected: Journey | None) -> tuple[Stated, PupilRow]:
    if expected:
        face = next(j for j in expected.joiners if str(j.id) == said.joiner)
        pupil = hearing.world.pupils.by_id[expected.transfer.pupil_id]
        return (state(said.pupil) if said.pupil else face.stated), pupil
    if said.pupil is None:
        raise ItemRefused(fault("pupil-not-named", "pupil"))
    return state(said.pupil), hearing.pupil_of(said.pupil)


def _settle(hearing: Hearing, said: Arrival, pupil: PupilRow, stated: Stated) -> Journey | None:
    journeys = hearing.world.journeys.by_pupil[pupil.id]
    running = [j for j in journeys if j.transfer.state in OPEN]
    for journey in running:
        _arrive(hearing, said, journey, stated)
    if running:
        return running[-1]
    place = hearing.world.pupils.enrolment_at(pupil, hearing.school.id)
    if place and place.status is EnrolmentStatus.CURRENT:
        return next((j for j in reversed(journeys) if _has_arrived_here(hearing, j)), None)
    return _arrive_unannounced(hearing, said, pupil, stated)


def _arrive(hearing: Hearing, said: Arrival, journey: Journey, stated: Stated) -> None:
    joiner = hearing.world.face_of_arrival(journey, hearing.school, stated, said.arrived_on)
    _know_as(joiner, stated)
    transfers.confirm_arrival(journey, joiner=joiner, on=said.arrived_on, by=hearing.by())
    hearing.world.journeys.note_faces(journey)


def _arrive_unannounced(hearing: Hearing, said: Arrival, pupil: PupilRow, stated: Stated) -> Journey:
    """Begin a transfer that has arrived, also for a pupil whom the hub never met.

    Else the answer would tell whoever claims a pupil whether the hub knows that pupil elsewhere.
    """
    journey = Journey(
        transfer=TransferRow(
            id=uuid7(hearing.world.now),
            pupil_id=pupil.id,
            origin_id=_origin(hearing, said, pupil),
            state=State.ARRIVED,
            is_vulnerable=bool(pupil.marks),
            is_shielded=pupil.is_shielded,
            created_at=hearing.world.now,
            changed_at=hearing.world.now,
        ),
        is_new=True,
    )
    joiner = _expected_in_vain(hearing, pupil) or hearing.world.joiner(
        journey, hearing.school, stated, came_on=said.arrived_on
    )
    _know_as(joiner, stated)
    by = hearing.by()
    transfers.record_unannounced_arrival(journey, joiner=joiner, on=said.arrived_on, by=by)
    hearing.world.journeys.add(journey)
    return journey


def _know_as(joiner: JoinerRow, stated: Stated) -> None:
    """Let the school's own face say what the school says of who has come; what it leaves out stays."""
    said = {name: value for name, value in asdict(stated).items() if value}
    joiner.stated = replace(joiner.stated, **said)


def _expected_in_vain(hearing: Hearing, pupil: PupilRow) -> JoinerRow | None:
    """Take the school's face from a transfer that arrived elsewhere: it still expects the pupil there."""
    for journey in hearing.world.journeys.by_pupil[pupil.id]:
        joiner = journey.expected_joiner
        if joiner and joiner.school_id == hearing.school.id:
            journey.joiners.remove(joiner)
            return joiner
    return None


def _origin(hearing: Hearing, said: Arrival, pupil: PupilRow) -> int | None:
    """The school that is to be asked for the record: the one stated, else where the pupil is on the roll."""
    if said.previous_school:
        school = hearing.world.register.by_key[said.previous_school.seed, said.previous_school.type]
        return school.id if school.id != hearing.school.id else None
    rolls = [each.school_id for each in pupil.enrolments if each.status is EnrolmentStatus.CURRENT]
    elsewhere = [each for each in rolls if each != hearing.school.id]
    return elsewhere[-1] if elsewhere else None


def _has_arrived_here(hearing: Hearing, journey: Journey) -> bool:
    return journey.transfer.state is State.ARRIVED and journey.transfer.destination_id == hearing.school.id


def _note_whereabouts(hearing: Hearing, pupil: PupilRow) -> None:
    if pupil.is_shielded:
        hearing.world.protection.note_whereabouts(
            pupil.id, school_id=hearing.school.id, now=hearing.world.now
        )


def _is_claimed_elsewhere(hearing: Hearing, said: Arrival, pupil: PupilRow) -> bool:
    """Whether another school has said within days that the pupil is theirs, or hides a protected pupil."""
    if hearing.is_hidden_elsewhere(pupil):
        return True
    for journey in hearing.world.journeys.by_pupil[pupil.id]:
        transfer = journey.transfer
        if transfer.state is not State.ARRIVED or transfer.destination_id == hearing.school.id:
            continue
        if transfer.arrived_on and abs(said.arrived_on - transfer.arrived_on) <= CLAIM_WITHIN:
            return True
    return False


def _enrol(hearing: Hearing, said: Arrival, pupil: PupilRow, stated: Stated) -> None:
    hearing.world.pupils.enrol(
        pupil,
        school_id=hearing.school.id,
        authority_id=hearing.school.authority_id,
        status=EnrolmentStatus.PROVISIONAL if said.provisional else EnrolmentStatus.CURRENT,
        on=said.arrived_on,
        stage=stated.stage,
    )


def _warnings(said: Arrival) -> tuple[Fault, ...]:
    return () if said.protection else (fault("protection-not-answered", "protection"),)
