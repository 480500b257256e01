"""How a transfer is settled: an arrival, a word from outside, an end, a withdrawal."""

from datetime import date

from onward.transfers.journey import By, JoinerRow, Journey
from onward.transfers.services.expectations import cancel_expectation, set_clock
from onward.transfers.workflow import JoinerStanding, LeaverStanding


def confirm_arrival(journey: Journey, *, joiner: JoinerRow, on: date, by: By) -> None:
    """Settle a transfer by the word of the school that the pupil now attends.

    `joiner` is that school's face: the expected one, or a new one. Any other face that expects the pupil
    stays as it is until the next notice run: it must not tell that, or when, the child was found.

    Raises:
        MoveNotAllowed: the transfer is settled already; it names the state.
    """
    journey.move("confirm_arrival", by=by)
    if joiner not in journey.joiners:
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

    The old school is asked for the record in the next notice run, in words that tell nothing. `joiner` may
    be the face of a school that expected the pupil in another transfer, which has arrived elsewhere.
    """
    journey.begin("record_arrival", by=by)
    is_new = joiner.transfer_id == journey.transfer.id
    (journey.new_joiners if is_new else journey.changed_joiners).append(joiner)
    joiner.transfer_id = journey.transfer.id
    joiner.standing = JoinerStanding.ARRIVED
    joiner.arrived_on = on
    joiner.told_at = by.now
    joiner.is_shielded = journey.transfer.is_shielded
    journey.joiners.append(joiner)
    journey.answered_joiners.append(joiner.id)
    journey.transfer.destination_id = joiner.school_id
    journey.transfer.arrived_on = on
    _settle(journey, "arrival", by)


def confirm_outside(journey: Journey, *, evidence: str, by: By) -> None:
    """Settle a transfer by somebody's word, or a document, that the pupil is educated outside the network."""
    journey.move("confirm_outside", by=by)
    cancel_expectation(journey, JoinerStanding.CANCELLED, by)
    _settle(journey, evidence, by)


def end(journey: Journey, *, why: str, by: By) -> None:
    """End a transfer by the old side's own word: the pupil is over school age or has died."""
    journey.move("end", by=by)
    _settle(journey, why, by)
    say_end(journey, LeaverStanding.ENDED, by=by)


def withdraw(journey: Journey, *, by: By) -> None:
    """Take a departure back by the old side's own word: the pupil stays, or was created in error."""
    journey.move("withdraw", by=by)
    _settle(journey, "withdrawal", by)
    say_end(journey, LeaverStanding.WITHDRAWN, by=by)


def say_end(journey: Journey, standing: LeaverStanding, *, by: By) -> None:
    """Let the old side's face say what it said itself; the transfer stays where it is."""
    cancel_expectation(journey, JoinerStanding.CANCELLED, by)
    if journey.leaver:
        journey.leaver.standing = standing
        journey.leaver.told_at = by.now
        journey.leaver_is_changed = True
    journey.answered_leaver = True


def _settle(journey: Journey, settled_by: str, by: By) -> None:
    journey.transfer.settled_at = by.now
    journey.transfer.settled_by = settled_by
    set_clock(journey, None)
