"""The old side names where a pupil goes, for the first time or anew."""

from onward.directory.register import SchoolFact
from onward.formats.forms import OutsidePlace
from onward.operations.intake.hearing import Destination, Hearing
from onward.transfers import services as transfers
from onward.transfers.deadlines import Clock, PolicyFact
from onward.transfers.journey import Journey, LeaverRow, Outside
from onward.transfers.workflow import SETTLED, JoinerStanding, LeaverStanding


def name_destination(
    hearing: Hearing,
    journey: Journey,
    leaver: LeaverRow,
    destination: Destination | None,
    outside: OutsidePlace | None,
) -> None:
    """Take a school in the network, or a place outside it, as where the pupil goes.

    Of a child who has been found meanwhile only what the old side sees changes, and who expects them as it
    says, so that all of it is the same as for a child who is sought; the next notice run tells it.

    Raises:
        MoveNotAllowed: the transfer stands where no destination can be named; nothing was changed.
    """
    school = destination.school if destination else None
    if journey.transfer.state in SETTLED:
        _say_too_late(hearing, journey, leaver, destination, outside)
    elif school and school.takes_part:
        _place(hearing, journey, leaver, destination)
    else:
        _send_outside(hearing, journey, destination, outside)


def policy_of(hearing: Hearing, journey: Journey, *, reason: str) -> PolicyFact:
    """Return the leaving policy for a reason, as the transfer's old school and leaving day have it."""
    origin = hearing.world.register.by_id[journey.transfer.origin_id] if journey.transfer.origin_id else None
    on = journey.transfer.leaving_on or hearing.world.today
    return hearing.world.policy(reason, origin.authority_id if origin else "", on)


def _say_too_late(
    hearing: Hearing,
    journey: Journey,
    leaver: LeaverRow,
    destination: Destination | None,
    outside: OutsidePlace | None,
) -> None:
    school = destination.school if destination and destination.school else None
    by = hearing.by()
    leaver.named_id = destination.named_id if destination else None
    if school and school.takes_part:
        leaver.standing = LeaverStanding.AWAITED
        hearing.world.believe(journey, school, _clock_at(hearing, journey, leaver, school), by)
    else:
        leaver.go_outside(outside_of(outside))
        leaver.standing = LeaverStanding.AWAITING_CONFIRMATION
        transfers.cancel_expectation(journey, JoinerStanding.CANCELLED, by)
    journey.leaver_is_changed = journey.answered_leaver = True


def _clock_at(hearing: Hearing, journey: Journey, leaver: LeaverRow, school: SchoolFact) -> Clock:
    return hearing.world.clock(
        policy_of(hearing, journey, reason=leaver.reason),
        authority_id=school.authority_id,
        start=leaver.leaving_on or hearing.world.today,
        is_vulnerable=journey.transfer.is_vulnerable,
    )


def _place(hearing: Hearing, journey: Journey, leaver: LeaverRow, destination: Destination | None) -> None:
    school = destination.school if destination else None
    if school is None:
        return
    transfers.place(
        journey,
        place=hearing.world.place(journey, school, leaver.stated),
        named_id=school.id,
        clock=_clock_at(hearing, journey, leaver, school),
        by=hearing.by(reason="named by the old school"),
    )
    hearing.world.journeys.note_faces(journey)


def _send_outside(
    hearing: Hearing, journey: Journey, destination: Destination | None, outside: OutsidePlace | None
) -> None:
    clock = hearing.world.clock(
        policy_of(hearing, journey, reason="12" if outside else "09"),
        authority_id=hearing.school.authority_id,
        start=hearing.world.today,
        is_vulnerable=journey.transfer.is_vulnerable,
    )
    transfers.send_outside(
        journey,
        outside=outside_of(outside),
        named_id=destination.named_id if destination else None,
        clock=clock,
        by=hearing.by(reason="outside the network, named by the old school"),
    )


def outside_of(place: OutsidePlace | None) -> Outside:
    """Return a place outside the network as a leaver keeps it; none: all empty."""
    if place is None:
        return Outside()
    return Outside(country=place.country, lea=place.lea, estab=place.estab, name=place.name)
