"""What the old school says of a departure: for the first time, again, or after the arrival."""

from datetime import date

from onward.transfers.deadlines import Clock
from onward.transfers.journey import Asked, By, Journey, LeaverRow
from onward.transfers.leaving import Beginning
from onward.transfers.models import WorklistKind
from onward.transfers.services.expectations import Place, expect_at, set_clock
from onward.transfers.workflow import EXPECTED_SOMEWHERE, SETTLED, TOLD, LeaverStanding, State

SCHOOL_OFFICE = "school_office"
S2S = "s2s_coordinator"
CENTRE = "protection_officer"
SETTLED_BY_DEPARTURE = "departure"


def record_departure(
    journey: Journey,
    *,
    beginning: Beginning,
    leaver: LeaverRow,
    place: Place | None,
    clock: Clock | None,
    by: By,
) -> None:
    """Begin a transfer by the old school's word, with its leaver and, where one is known, its joiner.

    The hub begins one so itself for a school that closed and can say nothing more.
    """
    transfer = journey.transfer
    transfer.state = beginning.state
    _write_departure(journey, leaver, by)
    if beginning.state in SETTLED:
        transfer.settled_at = by.now
        transfer.settled_by = SETTLED_BY_DEPARTURE
    set_clock(journey, clock if beginning.state not in SETTLED else None)
    if place and beginning.state is State.EXPECTED:
        expect_at(journey, place)
    journey.begin("record_departure", by=by)
    leaver.standing = TOLD[beginning.state]
    _tell_month(leaver, by)
    _ask_old_side(journey, beginning, journey.transfer.deadline_on)


def record_late_departure(
    journey: Journey, *, beginning: Beginning, leaver: LeaverRow, due_on: date, by: By
) -> None:
    """Add the departure of a pupil who has arrived already; the state stays as it is.

    The old side's face and what it is asked are as if nobody had arrived, until the next notice run: that
    the child was found is told to everybody in the same way and at the same time.
    """
    journey.transfer.origin_id = leaver.school_id
    _write_departure(journey, leaver, by)
    journey.note("record_departure", by=by)
    leaver.standing = TOLD[beginning.state]
    _tell_month(leaver, by)
    journey.has_post = True
    _ask_old_side(journey, beginning, due_on)


def restate_departure(journey: Journey, *, reason: str, leaving_on: date, by: By) -> None:
    """Take a second telling of a departure that is known: its reason and day replace the first."""
    transfer, leaver = journey.transfer, journey.leaver
    if leaver is None or (leaver.reason == reason and leaver.leaving_on == leaving_on):
        return
    transfer.reason, transfer.leaving_on = reason, leaving_on
    leaver.reason, leaver.leaving_on = reason, leaving_on
    journey.is_changed = journey.leaver_is_changed = True
    if reason:
        journey.reason_came = True
        if leaver.standing is LeaverStanding.NEEDS_DESTINATION:
            _ask(journey, WorklistKind.DESTINATION_MISSING, SCHOOL_OFFICE, None)
    journey.note("restate_departure", by=by)


def take_record(journey: Journey) -> None:
    """Take the record of a leaver: it follows the pupil, and the old side is asked for it no longer.

    Of a departure that was taken back, or has ended, nothing goes on.
    """
    goes_on = journey.transfer.state in EXPECTED_SOMEWHERE | {State.ARRIVED}
    journey.has_post = journey.has_post or (goes_on and journey.transfer.destination_id is not None)
    journey.record_came = journey.old_side_spoke = True


def _write_departure(journey: Journey, leaver: LeaverRow, by: By) -> None:
    transfer = journey.transfer
    transfer.reason, transfer.leaving_on = leaver.reason, leaver.leaving_on
    transfer.departure_message_id = by.message_id
    transfer.changed_at = by.now
    journey.is_changed = True
    if journey.leaver is None:
        journey.leaver_is_new = True
    else:
        leaver.id = journey.leaver.id
        journey.leaver_is_changed = True
    journey.leaver = leaver
    journey.answered_leaver = not journey.leaver_is_new


def _tell_month(leaver: LeaverRow, by: By) -> None:
    leaver.told_at = by.now
    if leaver.standing is LeaverStanding.SETTLED:
        leaver.settled_month = by.now.date().replace(day=1)


def _ask_old_side(journey: Journey, beginning: Beginning, due_on: date | None) -> None:
    if beginning.asks_reason:
        _ask(journey, WorklistKind.REASON_MISSING, SCHOOL_OFFICE, due_on)
    if beginning.state is State.UNPLACED:
        role = S2S if beginning.asks_authority else SCHOOL_OFFICE
        _ask(journey, WorklistKind.DESTINATION_MISSING, role, due_on)
    if beginning.state is State.LEAVING:
        _ask(journey, WorklistKind.CONFIRMATION_DUE, S2S, due_on)


def _ask(journey: Journey, kind: WorklistKind, role: str, due_on: date | None) -> None:
    leaver = journey.leaver
    if leaver is None:
        return
    # Of a place that nobody was to know, the centre is asked instead of the authority.
    is_for_centre = leaver.is_shielded and role != SCHOOL_OFFICE
    is_shown_to_school = not is_for_centre and (role, kind) != (S2S, WorklistKind.DESTINATION_MISSING)
    journey.asked.append(
        Asked(
            kind=kind.value,
            role=CENTRE if is_for_centre else role,
            school_id=leaver.school_id if is_shown_to_school else None,
            authority_id="" if is_for_centre else leaver.authority_id,
            leaver_id=leaver.id,
            due_on=due_on,
            is_shielded=leaver.is_shielded,
        )
    )
