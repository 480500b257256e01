"""Where a pupil is expected: named, told, changed, lost."""

from dataclasses import dataclass
from datetime import date

from onward.transfers.deadlines import Clock
from onward.transfers.journey import By, JoinerRow, Journey, Outside
from onward.transfers.workflow import JoinerStanding, LeaverStanding, State


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A school in the network where a pupil is to be expected, and how it is told.

    `joiner` is the face to give to the school; none where the child is protected, so that only the
    centre's named contacts tell the school.
    """

    school_id: int
    joiner: JoinerRow | None


def place(journey: Journey, *, place: Place, named_id: int, clock: Clock, by: By) -> None:
    """Name the destination of a transfer, for the first time or anew (`place` or `redirect`)."""
    move = "place" if journey.transfer.state is State.UNPLACED else "redirect"
    journey.move(move, by=by)
    cancel_expectation(journey, JoinerStanding.CANCELLED, by)
    set_clock(journey, clock)
    expect_at(journey, place)
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


def expect_in_vain(journey: Journey, *, joiner: JoinerRow | None, due_on: date, by: By) -> None:
    """Let the old side's word stand for a child who has been found: the school that it names expects them.

    So the answer, the receipts and what that school sees are those of a child who is still sought, until
    the next notice run. No joiner: nobody is told, as for a child whom the old side knows to be protected.
    """
    cancel_expectation(journey, JoinerStanding.CANCELLED, by)
    if joiner:
        joiner.due_on = due_on
        joiner.is_shielded = False
        journey.joiners.append(joiner)
        journey.new_joiners.append(joiner)
        journey.has_post = journey.old_side_spoke = True


def send_outside(journey: Journey, *, outside: Outside, named_id: int | None, clock: Clock, by: By) -> None:
    """Take the old side's word that the pupil goes outside the network; somebody there is to confirm it."""
    journey.move("send_outside", by=by)
    cancel_expectation(journey, JoinerStanding.CANCELLED, by)
    journey.transfer.destination_id = None
    set_clock(journey, clock)
    if journey.leaver:
        journey.leaver.go_outside(outside)
        journey.leaver.named_id = named_id
        journey.leaver.standing = LeaverStanding.AWAITING_CONFIRMATION
        journey.leaver_is_changed = True
        journey.answered_leaver = True


def report_no_arrival(journey: Journey, *, clock: Clock, by: By) -> None:
    """Take the destination's word that the pupil is not there. The old side is told in the next notice run.

    A transfer that is alarmed stays so; one that was expected is unplaced, with a new and shorter clock.
    """
    journey.move("report_no_arrival", by=by)
    cancel_expectation(journey, JoinerStanding.NOT_HERE, by)
    journey.transfer.destination_id = None
    if journey.transfer.state is State.UNPLACED:
        set_clock(journey, clock)


def hand_over(journey: Journey, *, place: Place, clock: Clock | None, by: By) -> None:
    """Let the school that took over a closed one expect the pupil in its place.

    The count goes on in the school days of `clock`, a reminder that was given stays given, and an alarm
    stays open. The caller lets what was asked about the old face follow to the new one.
    """
    journey.move("hand_over", by=by)
    reminded_at = journey.transfer.reminded_at
    if clock and journey.transfer.state is State.EXPECTED:
        set_clock(journey, clock)
        journey.transfer.reminded_at = reminded_at
    cancel_expectation(journey, JoinerStanding.CANCELLED, by)
    journey.answered_joiners.clear()
    expect_at(journey, place)


def lose_place(journey: Journey, *, clock: Clock, by: By) -> None:
    """Take it that no school expects the pupil any more, because the one that did has closed.

    The old side is asked in the next notice run. An alarm stays open.
    """
    journey.move("lose_place", by=by)
    cancel_expectation(journey, JoinerStanding.CANCELLED, by)
    journey.transfer.destination_id = None
    if journey.transfer.state is State.UNPLACED:
        set_clock(journey, clock)


def set_clock(journey: Journey, clock: Clock | None) -> None:
    """Start the count of a deadline anew, or end it."""
    transfer = journey.transfer
    transfer.clock_reason = clock.reason if clock else ""
    transfer.clock_from = clock.clock_from if clock else None
    transfer.clock_days = clock.clock_days if clock else None
    transfer.clock_authority_id = clock.authority_id if clock else ""
    transfer.deadline_on = clock.deadline_on if clock else None
    transfer.remind_on = clock.remind_on if clock else None
    transfer.reminded_at = None
    journey.is_changed = True


def expect_at(journey: Journey, place: Place) -> None:
    """Let the pupil be expected at a place, and everything that follows the pupil go there."""
    journey.transfer.destination_id = place.school_id
    journey.has_post = journey.old_side_spoke = True
    if place.joiner:
        tell_destination(journey, joiner=place.joiner)


def cancel_expectation(journey: Journey, standing: JoinerStanding, by: By) -> None:
    """Tell the place that expects the pupil, if there is one, that they do not come, or are not there."""
    joiner = journey.expected_joiner
    if joiner is None:
        return
    joiner.standing = standing
    joiner.told_at = by.now
    if joiner not in journey.new_joiners:
        journey.changed_joiners.append(joiner)
    journey.answered_joiners.append(joiner.id)
    journey.recall_from.append(joiner.school_id)
