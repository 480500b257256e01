"""A school says that a pupil leaves."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from onward.directory.register import SchoolFact
from onward.formats.fault_table import fault
from onward.formats.forms import Departure, OutsidePlace
from onward.foundation.faults import Fault
from onward.foundation.ids import uuid7
from onward.operations.intake.answers import end, take_back
from onward.operations.intake.believing import hear_old_side, is_kept_back, let_go_where_named
from onward.operations.intake.effects import Effect
from onward.operations.intake.hearing import Destination, Hearing
from onward.operations.intake.items import ItemRefused, state
from onward.operations.intake.placing import name_destination, outside_of
from onward.pupils.register import PupilRow
from onward.transfers import services as transfers
from onward.transfers.deadlines import Clock
from onward.transfers.journey import Journey, LeaverRow, TransferRow
from onward.transfers.leaving import CREATED_IN_ERROR, DIED, KNOWN_REASONS, Beginning, begin
from onward.transfers.workflow import OPEN, TOLD_THE_END, LeaverStanding, State

LONGEST_AGO = timedelta(days=2 * 365)
LONGEST_AHEAD = timedelta(days=400)
NOWHERE = Destination(school=None, named_id=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How a departure would begin, whatever else is known. The answer to the old side depends on it."""

    beginning: Beginning
    school: SchoolFact | None
    clock: Clock


def handle(hearing: Hearing, said: Departure) -> Effect:
    """Take a departure: a new one, one told twice, or one that comes after its arrival.

    The answer is made from what the old side said and was told, so that it is the same whether or not
    the child has been found meanwhile.

    Raises:
        ItemRefused: the reason, the day, the destination or a document cannot be.
    """
    destination = _check(hearing, said)
    documents = hearing.check_documents(said.record.documents if said.record else (), path="record.documents")
    pupil = hearing.pupil_of(said.pupil)
    hearing.world.mark(pupil, [mark.value for mark in said.marks])
    hearing.hear_protection(pupil, said.protection, asked_at="departure")
    known = _same_departure(hearing, said, pupil)
    if known:
        _restate(hearing, said, known, destination)
    else:
        known = _take(hearing, said, pupil, destination)
        _leave_roll(hearing, said, pupil)
    if said.record is not None:
        transfers.take_record(known)
    if said.reason == DIED:
        hearing.world.pupils.stop_letters(pupil, now=hearing.world.now)
    return Effect(
        pupil=pupil,
        journey=known,
        leaver=known.leaver.id if known.leaver else None,
        warnings=(*destination.warnings, *_warnings(hearing, said, known)),
        documents=documents,
    )


def _check(hearing: Hearing, said: Departure) -> Destination:
    faults: list[Fault] = []
    if said.reason not in KNOWN_REASONS:
        faults.append(fault("reason-unknown", "reason"))
    if said.leaving_on < hearing.world.today - LONGEST_AGO:
        faults.append(fault("leaving-date-too-early", "leaving_on"))
    if said.leaving_on > hearing.world.today + LONGEST_AHEAD:
        faults.append(fault("leaving-date-too-late", "leaving_on"))
    destination = NOWHERE
    if said.destination:
        try:
            destination = hearing.destination(said.destination, path="destination")
        except ItemRefused as refused:
            faults += refused.faults
    if faults:
        raise ItemRefused(*faults)
    return destination


def _take(hearing: Hearing, said: Departure, pupil: PupilRow, destination: Destination) -> Journey:
    plan = _plan(hearing, said, destination, is_vulnerable=bool(pupil.marks))
    leaver = _leaver(hearing, said, pupil, destination)
    early = next(
        (j for j in hearing.world.journeys.by_pupil[pupil.id] if _is_arrival_before(hearing, said, j)), None
    )
    if early:
        leaver.transfer_id = early.transfer.id
        by = hearing.by()
        transfers.record_late_departure(
            early, beginning=plan.beginning, leaver=leaver, due_on=plan.clock.deadline_on, by=by
        )
        hear_old_side(hearing, said, early)
        if plan.school:
            hearing.world.believe(early, plan.school, plan.clock, by)
        hearing.world.journeys.note_faces(early)
        return early
    _settle_what_led_here(hearing, said, pupil)
    return _begin(hearing, said, pupil, plan, leaver)


def _plan(hearing: Hearing, said: Departure, destination: Destination, *, is_vulnerable: bool) -> Plan:
    origin = hearing.school
    policy = hearing.world.policy(said.reason, origin.authority_id, said.leaving_on)
    school = destination.school if destination.school and destination.school.takes_part else None
    beginning = begin(
        policy=policy,
        has_destination=school is not None,
        born=said.pupil.born,
        leaving_on=said.leaving_on,
        permission_documented=said.permission_documented,
    )
    waiting_there = school is not None and beginning.state is State.EXPECTED
    authority_id = school.authority_id if school and waiting_there else origin.authority_id
    clock = hearing.world.clock(
        policy, authority_id=authority_id, start=said.leaving_on, is_vulnerable=is_vulnerable
    )
    return Plan(beginning=beginning, school=school if waiting_there else None, clock=clock)


def _same_departure(hearing: Hearing, said: Departure, pupil: PupilRow) -> Journey | None:
    is_back = hearing.world.pupils.is_on_roll(pupil, hearing.school.id)
    for journey in reversed(hearing.world.journeys.by_pupil[pupil.id]):
        transfer, leaver = journey.transfer, journey.leaver
        # The leaver of a school that closed is its successor's; one without a day is only asked about.
        if leaver is None or leaver.school_id != hearing.school.id or leaver.leaving_on is None:
            continue
        if transfer.state in OPEN or _is_told_twice(leaver, said, is_back=is_back):
            return journey
    return None


def _is_told_twice(leaver: LeaverRow, said: Departure, *, is_back: bool) -> bool:
    """Tell by what the old side itself knows, so that the answer is the same for a child who was found."""
    if is_back or leaver.standing is LeaverStanding.WITHDRAWN:
        return False
    return leaver.standing not in TOLD_THE_END or leaver.leaving_on == said.leaving_on


def _is_arrival_before(hearing: Hearing, said: Departure, journey: Journey) -> bool:
    """Whether this arrival, which nobody had announced, is what the departure led to."""
    transfer = journey.transfer
    if transfer.state is not State.ARRIVED or transfer.departure_message_id is not None:
        return False
    if transfer.origin_id is not None:
        return transfer.origin_id == hearing.school.id
    arrived_later = transfer.arrived_on is not None and transfer.arrived_on >= said.leaving_on
    return arrived_later and transfer.destination_id != hearing.school.id


def _restate(hearing: Hearing, said: Departure, journey: Journey, destination: Destination) -> None:
    belief = hear_old_side(hearing, said, journey)
    leaver = journey.leaver
    is_told = leaver is None or leaver.standing in TOLD_THE_END
    if said.reason == CREATED_IN_ERROR and not is_told:
        take_back(hearing, journey, reason="created in error")
    elif said.reason == DIED and not is_told:
        end(hearing, journey, why="died", reason="told again")
    elif leaver and (_is_new_destination(leaver, destination) or _is_new_place(leaver, said.outside)):
        name_destination(hearing, journey, leaver, destination, said.outside)
    transfers.restate_departure(
        journey, reason=said.reason, leaving_on=said.leaving_on, by=hearing.by("told again")
    )
    if belief:
        let_go_where_named(hearing, journey, belief)


def _is_new_destination(leaver: LeaverRow, destination: Destination) -> bool:
    """A school that takes part and was not named before, of a leaver who was not yet told the end."""
    return (
        destination.school is not None
        and destination.school.takes_part
        and destination.named_id != leaver.named_id
        and leaver.standing not in TOLD_THE_END
    )


def _is_new_place(leaver: LeaverRow, outside: OutsidePlace | None) -> bool:
    """A place outside the network that was not named before, of a leaver who was not yet told the end."""
    return (
        outside is not None and leaver.standing not in TOLD_THE_END and outside_of(outside) != leaver.outside
    )


def _settle_what_led_here(hearing: Hearing, said: Departure, pupil: PupilRow) -> None:
    """A school that says a pupil leaves has had the pupil: whatever was open before ended there."""
    for journey in hearing.world.journeys.by_pupil[pupil.id]:
        if journey.transfer.state not in OPEN:
            continue
        on = min(said.leaving_on, hearing.world.today)
        joiner = hearing.world.face_of_arrival(journey, hearing.school, state(said.pupil), on)
        by = hearing.by(reason="the pupil left from here")
        transfers.confirm_arrival(journey, joiner=joiner, on=on, by=by)
        hearing.world.journeys.note_faces(journey)


def _begin(
    hearing: Hearing,
    said: Departure,
    pupil: PupilRow,
    plan: Plan,
    leaver: LeaverRow,
) -> Journey:
    journey = _new_journey(hearing, pupil, plan.beginning)
    journey.transfer.is_kept_back = is_kept_back(hearing, said, pupil)
    leaver.transfer_id = journey.transfer.id
    journey.transfer.leaving_on = said.leaving_on
    transfers.record_departure(
        journey,
        beginning=plan.beginning,
        leaver=leaver,
        place=hearing.world.place(journey, plan.school, state(said.pupil)) if plan.school else None,
        clock=plan.clock,
        by=hearing.by(),
    )
    hearing.world.journeys.add(journey)
    return journey


def _new_journey(hearing: Hearing, pupil: PupilRow, beginning: Beginning) -> Journey:
    return Journey(
        transfer=TransferRow(
            id=uuid7(hearing.world.now),
            pupil_id=pupil.id,
            origin_id=hearing.school.id,
            state=beginning.state,
            is_vulnerable=bool(pupil.marks),
            is_shielded=pupil.is_shielded,
            created_at=hearing.world.now,
            changed_at=hearing.world.now,
        ),
        is_new=True,
    )


def _leaver(hearing: Hearing, said: Departure, pupil: PupilRow, destination: Destination) -> LeaverRow:
    outside = said.outside
    place = hearing.world.pupils.enrolment_at(pupil, hearing.school.id)
    return LeaverRow(
        id=uuid7(hearing.world.now),
        transfer_id=UUID(int=0),
        school_id=hearing.school.id,
        authority_id=hearing.school.authority_id,
        stated=state(said.pupil),
        reason=said.reason,
        leaving_on=said.leaving_on,
        named_id=destination.named_id,
        outside_country=outside.country if outside else "",
        outside_lea=outside.lea if outside else "",
        outside_estab=outside.estab if outside else "",
        outside_name=outside.name if outside else "",
        standing=LeaverStanding.AWAITED,
        told_at=hearing.world.now,
        is_shielded=pupil.is_shielded and place is not None and place.is_shielded,
    )


def _leave_roll(hearing: Hearing, said: Departure, pupil: PupilRow) -> None:
    if said.reason == CREATED_IN_ERROR:
        return
    hearing.world.pupils.end_enrolment(
        pupil,
        school_id=hearing.school.id,
        authority_id=hearing.school.authority_id,
        ends_on=said.leaving_on,
        stage=said.pupil.stage,
    )


def _warnings(hearing: Hearing, said: Departure, journey: Journey) -> tuple[Fault, ...]:
    found = []
    leaver = journey.leaver
    if journey.transfer.departure_message_id != hearing.message_id:
        found.append(fault("same-departure-again", ""))
    if not said.reason:
        found.append(fault("reason-missing", "reason"))
    elif leaver and leaver.standing is LeaverStanding.NEEDS_DESTINATION:
        found.append(fault("destination-not-named", "destination"))
    if said.protection is None:
        found.append(fault("protection-not-answered", "protection"))
    return tuple(found)
