"""What the old side knows of the protection of a child who has been found, apart from what came since."""

from onward.formats.forms import Departure, Protection
from onward.foundation.clock import today_in_scotland
from onward.operations.intake.hearing import Hearing
from onward.operations.intake.placing import policy_of
from onward.pupils.register import PupilRow
from onward.transfers.deadlines import Clock, start_clock
from onward.transfers.journey import Journey
from onward.transfers.workflow import LeaverStanding, State


def is_kept_back(hearing: Hearing, said: Departure, pupil: PupilRow) -> bool:
    """Say whether a new departure is kept back at the centre, by what the old side says and knows.

    Of a child who is hidden elsewhere it may know less than the hub; what was flagged before binds it too.
    """
    if not hearing.is_hidden_elsewhere(pupil):
        return pupil.is_shielded
    journeys = hearing.world.journeys.by_pupil[pupil.id]
    found_at = max((j.transfer.settled_at for j in journeys if j.transfer.settled_at), default=None)
    was_flagged = found_at and hearing.world.protection.was_flagged(pupil.id, before=found_at)
    return said.protection is not Protection.NOT_PROTECTED or bool(was_flagged)


def hear_old_side(hearing: Hearing, said: Departure, journey: Journey) -> Clock | None:
    """Note of a child who has been found whether the old side, which does not know that, counts as told.

    Where it lets go now what was kept back, return how long the school that it named would have.
    """
    transfer = journey.transfer
    if transfer.state is not State.ARRIVED or transfer.settled_at is None:
        return None
    was_flagged = hearing.world.protection.was_flagged(transfer.pupil_id, before=transfer.settled_at)
    was_kept_back = transfer.is_kept_back
    transfer.is_kept_back = said.protection is not Protection.NOT_PROTECTED or was_flagged
    journey.is_changed = True
    return _clock(hearing, journey) if was_kept_back and not transfer.is_kept_back else None


def let_go_where_named(hearing: Hearing, journey: Journey, clock: Clock) -> None:
    """Let the school that the old side named, and awaits, expect the child now."""
    leaver = journey.leaver
    if leaver and leaver.named_id and leaver.standing is LeaverStanding.AWAITED:
        school = hearing.world.register.by_id[leaver.named_id]
        if not journey.expected_joiner:
            hearing.world.believe(journey, school, clock, hearing.by())


def _clock(hearing: Hearing, journey: Journey) -> Clock | None:
    """Count as was counted when the departure was told: from then, by the reason that was given then."""
    leaver, world = journey.leaver, hearing.world
    if leaver is None or leaver.named_id is None:
        return None
    authority_id = world.register.by_id[leaver.named_id].authority_id
    return start_clock(
        policy=policy_of(hearing, journey, reason=leaver.reason),
        is_vulnerable=journey.transfer.is_vulnerable,
        start=max(leaver.leaving_on or world.today, today_in_scotland(leaver.told_at)),
        authority_id=authority_id,
        calendar=world.register.calendar_of(authority_id),
    )
