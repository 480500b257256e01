"""The verbs of a transfer, on a journey in hand. Each asks the workflow table; none touches the database.

Days are dates at the school; `by` carries the actor, the time and the message that says so.
"""

from dataclasses import dataclass
from datetime import date

from onward.transfers.deadlines import Clock
from onward.transfers.journey import Asked, By, JoinerRow, Journey, LeaverRow, Outside
from onward.transfers.leaving import Beginning
from onward.transfers.models import WorklistKind
from onward.transfers.workflow import SETTLED, TOLD, JoinerStanding, LeaverStanding, State

SCHOOL_OFFICE = "school_office"
S2S = "s2s_coordinator"
SETTLED_BY_DEPARTURE = "departure"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A school in the network where a pupil is to be expected, and how it is told.

    `joiner` is the face to give to the school; none where the child is protected, so that only the
    centre's named contacts tell the school.
    """

    school_id: int
    joiner: JoinerRow | None


def record_departure(
    journey: Journey,
    *,
    beginning: Beginning,
    leaver: LeaverRow,
    place: Place | None,
    clock: Clock | None,
    by: By,
) -> None:
    """Begin a transfer by the old school's word, with its leaver and, where one is known, its joiner."""
    transfer = journey.transfer
    transfer.state = beginning.state
    _write_departure(journey, leaver, by)
    if beginning.state in SETTLED:
        transfer.settled_at = by.now
        transfer.settled_by = SETTLED_BY_DEPARTURE
    _set_clock(journey, clock if beginning.state not in SETTLED else None)
    if place and beginning.state is State.EXPECTED:
        _expect_at(journey, place)
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
        journey.answered_leaver = True
        if leaver.standing is LeaverStanding.NEEDS_DESTINATION:
            _ask(journey, WorklistKind.DESTINATION_MISSING, SCHOOL_OFFICE, None)
    journey.note("restate_departure", by=by)


def place(journey: Journey, *, place: Place, named_id: int, clock: Clock, by: By) -> None:
    """Name the destination of a transfer, for the first time or anew (`place` or `redirect`)."""
    move = "place" if journey.transfer.state is State.UNPLACED else "redirect"
    journey.move(move, by=by)
    _cancel_expectation(journey, JoinerStanding.CANCELLED, by)
    _set_clock(journey, clock)
    _expect_at(journey, place)
    if journey.leaver:
        journey.leaver.named_id = named_id
        journey.leaver.standing = LeaverStanding.AWAITED
        journey.leaver_is_changed = True
        journey.answered_leaver = True


def tell_destination(journey: Journey, *, joiner: JoinerRow) -> None:
    """Tell the destination to expect the pupil: at once, or when the child is protected no more."""
    joiner.due_on = journey.transfer.deadline_on
    journey.joiners.append(joiner)
    journey.new_joiners.append(joiner)


def send_outside(journey: Journey, *, outside: Outside, named_id: int | None, clock: Clock, by: By) -> None:
    """Take the old side's word that the pupil goes outside the network; somebody there is to confirm it."""
    journey.move("send_outside", by=by)
    _cancel_expectation(journey, JoinerStanding.CANCELLED, by)
    journey.transfer.destination_id = None
    _set_clock(journey, clock)
    if journey.leaver:
        journey.leaver.go_outside(outside)
        journey.leaver.named_id = named_id
        journey.leaver.standing = LeaverStanding.AWAITING_CONFIRMATION
        journey.leaver_is_changed = True
        journey.answered_leaver = True


def confirm_arrival(journey: Journey, *, joiner: JoinerRow, on: date, by: By) -> None:
    """Settle a transfer by the word of the school that the pupil now attends.

    `joiner` is that school's face: the expected one, or a new one where nobody had told the school.
    Any other place that expected the pupil is told that they will not come, and not where they went.

    Raises:
        MoveNotAllowed: the transfer is settled already; it names the state.
    """
    journey.move("confirm_arrival", by=by)
    if joiner not in journey.joiners:
        _cancel_expectation(journey, JoinerStanding.CANCELLED, by)
        journey.joiners.append(joiner)
        journey.new_joiners.append(joiner)
    elif joiner not in journey.new_joiners:
        journey.changed_joiners.append(joiner)
    joiner.standing = JoinerStanding.ARRIVED
    joiner.arrived_on = on
    joiner.told_at = by.now
    journey.answered_joiners.append(joiner.id)
    transfer = journey.transfer
    transfer.destination_id = joiner.school_id
    transfer.arrived_on = on
    _settle(journey, "arrival", by)
    journey.has_post = True


def record_unannounced_arrival(journey: Journey, *, joiner: JoinerRow, on: date, by: By) -> None:
    """Begin a transfer that has arrived already, because nobody announced the pupil.

    The old school is asked for the record in the next notice run, in words that tell nothing.
    """
    journey.begin("record_arrival", by=by)
    joiner.standing = JoinerStanding.ARRIVED
    joiner.arrived_on = on
    journey.joiners.append(joiner)
    journey.new_joiners.append(joiner)
    journey.transfer.destination_id = joiner.school_id
    journey.transfer.arrived_on = on
    _settle(journey, "arrival", by)


def report_no_arrival(journey: Journey, *, clock: Clock, by: By) -> None:
    """Take the destination's word that the pupil is not there. The old side is told in the next notice run.

    A transfer that is alarmed stays so; one that was expected is unplaced, with a new and shorter clock.
    """
    journey.move("report_no_arrival", by=by)
    _cancel_expectation(journey, JoinerStanding.NOT_HERE, by)
    journey.transfer.destination_id = None
    if journey.transfer.state is State.UNPLACED:
        _set_clock(journey, clock)


def hand_over(journey: Journey, *, place: Place, clock: Clock | None, by: By) -> None:
    """Let the school that took over a closed one expect the pupil in its place.

    The count goes on in the school days of `clock`, a reminder that was given stays given, and an alarm
    stays open. The caller lets what was asked about the old face follow to the new one.
    """
    journey.move("hand_over", by=by)
    reminded_at = journey.transfer.reminded_at
    if clock and journey.transfer.state is State.EXPECTED:
        _set_clock(journey, clock)
        journey.transfer.reminded_at = reminded_at
    _cancel_expectation(journey, JoinerStanding.CANCELLED, by)
    journey.answered_joiners.clear()
    _expect_at(journey, place)


def lose_place(journey: Journey, *, clock: Clock, by: By) -> None:
    """Take it that no school expects the pupil any more, because the one that did has closed.

    The old side is asked in the next notice run. An alarm stays open.
    """
    journey.move("lose_place", by=by)
    _cancel_expectation(journey, JoinerStanding.CANCELLED, by)
    journey.transfer.destination_id = None
    if journey.transfer.state is State.UNPLACED:
        _set_clock(journey, clock)


def take_record(journey: Journey) -> None:
    """Take the record of a leaver: it follows the pupil, and the old side is asked for it no longer."""
    journey.has_post = journey.transfer.destination_id is not None
    journey.record_came = True


def confirm_outside(journey: Journey, *, evidence: str, by: By) -> None:
    """Settle a transfer by somebody's word, or a document, that the pupil is educated outside the network."""
    journey.move("confirm_outside", by=by)
    _settle(journey, evidence, by)


def end(journey: Journey, *, why: str, by: By) -> None:
    """End a transfer because the pupil is over school age or has died."""
    journey.move("end", by=by)
    _cancel_expectation(journey, JoinerStanding.CANCELLED, by)
    _settle(journey, why, by)


def withdraw(journey: Journey, *, by: By) -> None:
    """Take a departure back by the old side's own word: the pupil stays, or was created in error."""
    journey.move("withdraw", by=by)
    _cancel_expectation(journey, JoinerStanding.CANCELLED, by)
    _settle(journey, "withdrawal", by)
    if journey.leaver:
        journey.leaver.standing = LeaverStanding.WITHDRAWN
        journey.leaver.told_at = by.now
        journey.leaver_is_changed = True
    journey.answered_leaver = True


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


def _set_clock(journey: Journey, clock: Clock | None) -> None:
    transfer = journey.transfer
    transfer.clock_reason = clock.reason if clock else ""
    transfer.clock_from = clock.clock_from if clock else None
    transfer.clock_days = clock.clock_days if clock else None
    transfer.clock_authority_id = clock.authority_id if clock else ""
    transfer.deadline_on = clock.deadline_on if clock else None
    transfer.remind_on = clock.remind_on if clock else None
    transfer.reminded_at = None
    journey.is_changed = True


def _expect_at(journey: Journey, place: Place) -> None:
    journey.transfer.destination_id = place.school_id
    journey.has_post = True
    if place.joiner:
        tell_destination(journey, joiner=place.joiner)


def _cancel_expectation(journey: Journey, standing: JoinerStanding, by: By) -> None:
    joiner = journey.expected_joiner
    if joiner is None:
        return
    joiner.standing = standing
    joiner.told_at = by.now
    if joiner not in journey.new_joiners:
        journey.changed_joiners.append(joiner)
    journey.answered_joiners.append(joiner.id)
    journey.recall_from.append(joiner.school_id)


def _settle(journey: Journey, settled_by: str, by: By) -> None:
    journey.transfer.settled_at = by.now
    journey.transfer.settled_by = settled_by
    _set_clock(journey, None)


def _tell_month(leaver: LeaverRow, by: By) -> None:
    leaver.told_at = by.now
    if leaver.standing is LeaverStanding.SETTLED:
        leaver.settled_month = by.now.date().replace(day=1)


def _ask_old_side(journey: Journey, beginning: Beginning, due_on: date | None) -> None:
    if beginning.asks_reason:
        _ask(journey, WorklistKind.REASON_MISSING, SCHOOL_OFFICE, due_on)
    if beginning.state is State.UNPLACED:
        _ask(journey, WorklistKind.DESTINATION_MISSING, SCHOOL_OFFICE, due_on)
    if beginning.state is State.LEAVING:
        _ask(journey, WorklistKind.CONFIRMATION_DUE, S2S, due_on)


def _ask(journey: Journey, kind: WorklistKind, role: str, due_on: date | None) -> None:
    leaver = journey.leaver
    if leaver is None:
        return
    journey.asked.append(
        Asked(
            kind=kind.value,
            role=role,
            school_id=leaver.school_id,
            authority_id=leaver.authority_id,
            leaver_id=leaver.id,
            due_on=due_on,
        )
    )
