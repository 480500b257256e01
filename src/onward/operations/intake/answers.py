"""What schools say of a transfer that is under way: not here, elsewhere, taken back, confirmed.

The old side's words are answered alike whether or not the child has been found meanwhile: while a
leaver has not been told that it is settled, what the old side says about it is taken.
"""

from uuid import UUID

from onward.formats.fault_table import fault
from onward.formats.forms import Confirmation, NoArrival, Redirect, Withdrawal
from onward.foundation.faults import Fault
from onward.operations.intake.effects import Effect
from onward.operations.intake.hearing import Hearing
from onward.operations.intake.items import ItemRefused
from onward.operations.intake.placing import name_destination, policy_of
from onward.pupils.models import EnrolmentStatus, QuestionKind
from onward.transfers import services as transfers
from onward.transfers.journey import JoinerRow, Journey, LeaverRow
from onward.transfers.leaving import UNKNOWN_DESTINATION
from onward.transfers.models import Settles
from onward.transfers.workflow import SETTLED, TOLD_THE_END, JoinerStanding, LeaverStanding

AUTHORITY_SCOPE = "confirmations:authority"
_GOOD_WORDS = {
    Settles.ARRIVAL: frozenset[str](),
    Settles.AUTHORITY: frozenset({"authority"}),
    Settles.EVIDENCE: frozenset({"authority", "reply", "document"}),
    Settles.AGE: frozenset({"authority", "document"}),
}
_ENDS = {"over-age": "over_age", "died": "died"}


def no_arrival(hearing: Hearing, said: NoArrival) -> Effect:
    """Take a destination's word that the pupil is not there.

    Raises:
        ItemRefused: the sender has no such joiner, or no longer expects them.
    """
    journey = hearing.world.journeys.by_joiner.get(UUID(said.joiner))
    joiner = _own(hearing, journey, UUID(said.joiner))
    if journey is None or joiner is None:
        raise ItemRefused(fault("joiner-unknown", "joiner"))
    if joiner.standing is JoinerStanding.EXPECTED and journey.transfer.state in SETTLED:
        transfers.cancel_expectation(journey, JoinerStanding.NOT_HERE, hearing.by())
    elif joiner.standing is JoinerStanding.EXPECTED:
        _report_no_arrival(hearing, journey)
    elif joiner.standing is JoinerStanding.ARRIVED:
        raise ItemRefused(fault("move-not-allowed", "joiner"))
    return _effect(hearing, journey, joiner=joiner.id)


def _report_no_arrival(hearing: Hearing, journey: Journey) -> None:
    policy = policy_of(hearing, journey, reason=UNKNOWN_DESTINATION)
    clock = hearing.world.clock(
        policy,
        authority_id=_origin_authority(hearing, journey),
        start=hearing.world.today,
        is_vulnerable=journey.transfer.is_vulnerable,
    )
    transfers.report_no_arrival(journey, clock=clock, by=hearing.by(reason="not here"))


def redirect(hearing: Hearing, said: Redirect) -> Effect:
    """Take the old side's word where the pupil goes, for the first time or anew.

    Raises:
        ItemRefused: no such leaver, told already that it is settled, or the place cannot be.
    """
    if said.destination is None and said.outside is None:
        raise ItemRefused(fault("destination-missing", "destination"))
    journey, leaver = _untold(hearing, said.leaver)
    destination = hearing.destination(said.destination, path="destination") if said.destination else None
    if destination and destination.school is None:
        raise ItemRefused(fault("school-closed", "destination"))
    name_destination(hearing, journey, leaver, destination, said.outside)
    return _effect(hearing, journey, leaver=leaver.id, warnings=destination.warnings if destination else ())


def withdrawal(hearing: Hearing, said: Withdrawal) -> Effect:
    """Take a departure back: the pupil stays on the old school's roll.

    Raises:
        ItemRefused: no such leaver, or told already that it is settled.
    """
    journey, leaver = _untold(hearing, said.leaver)
    pupil = hearing.world.pupils.by_id[journey.transfer.pupil_id]
    take_back(hearing, journey, reason="taken back by the old school")
    hearing.world.pupils.enrol(
        pupil,
        school_id=hearing.school.id,
        authority_id=hearing.school.authority_id,
        status=EnrolmentStatus.CURRENT,
        on=hearing.world.today,
        stage=leaver.stated.stage,
        is_shielded=leaver.is_shielded,
    )
    return _effect(hearing, journey, leaver=leaver.id)


def confirmation(hearing: Hearing, said: Confirmation) -> Effect:
    """Take a word that settles a leaver outside the network, from whom the leaving policy lets say it.

    Raises:
        ItemRefused: no such leaver, told already that it is settled, or this word does not settle it.
    """
    journey, leaver = _untold(hearing, said.leaver)
    if said.by == "authority" and AUTHORITY_SCOPE not in hearing.item.by.scopes:
        raise ItemRefused(fault("kind-not-permitted", "by"))
    policy = policy_of(hearing, journey, reason=leaver.reason)
    if said.outcome not in _ENDS:
        _check_word(leaver, said.by, Settles(policy.settles))
    reason = f"{said.outcome}, by {said.by}"
    if said.outcome == "died":
        hearing.world.pupils.stop_letters(
            hearing.world.pupils.by_id[journey.transfer.pupil_id], now=hearing.world.now
        )
    if said.outcome in _ENDS:
        end(hearing, journey, why=_ENDS[said.outcome], reason=reason)
    elif journey.transfer.state in SETTLED:
        transfers.cancel_expectation(journey, JoinerStanding.CANCELLED, hearing.by())
    else:
        transfers.confirm_outside(journey, evidence=said.by, by=hearing.by(reason=reason))
    journey.leaver_is_changed = journey.answered_leaver = True
    return _effect(hearing, journey, leaver=leaver.id)


def take_back(hearing: Hearing, journey: Journey, *, reason: str) -> None:
    """Withdraw a departure by the old side's word.

    Of a child who has been found meanwhile only the old side's own face changes, and the centre is asked.
    """
    if journey.transfer.state in SETTLED:
        _say_otherwise(hearing, journey, LeaverStanding.WITHDRAWN)
    else:
        transfers.withdraw(journey, by=hearing.by(reason=reason))


def end(hearing: Hearing, journey: Journey, *, why: str, reason: str) -> None:
    """End a transfer by the old side's word; of a child who has been found meanwhile as `take_back` does."""
    if journey.transfer.state in SETTLED:
        _say_otherwise(hearing, journey, LeaverStanding.ENDED)
    else:
        transfers.end(journey, why=why, by=hearing.by(reason=reason))


def _say_otherwise(hearing: Hearing, journey: Journey, standing: LeaverStanding) -> None:
    transfers.say_end(journey, standing, by=hearing.by())
    hearing.ask(QuestionKind.TWO_CLAIMS, journey.transfer.pupil_id)


def _check_word(leaver: LeaverRow, word: str, settles: Settles) -> None:
    """Refuse a word that does not settle it, and any while the old side itself awaits a school's answer.

    It asks what the old side knows, not where the transfer stands, so that the answer tells nothing.
    """
    if word not in _GOOD_WORDS.get(settles, frozenset()) or leaver.standing is LeaverStanding.AWAITED:
        raise ItemRefused(fault("move-not-allowed", "by"))


def _own(hearing: Hearing, journey: Journey | None, joiner_id: UUID) -> JoinerRow | None:
    if journey is None:
        return None
    return next((j for j in journey.joiners if j.id == joiner_id and j.school_id == hearing.school.id), None)


def _untold(hearing: Hearing, leaver_id: str) -> tuple[Journey, LeaverRow]:
    journey = hearing.world.journeys.by_leaver.get(UUID(leaver_id))
    if journey is None or journey.leaver is None or journey.leaver.school_id != hearing.school.id:
        raise ItemRefused(fault("leaver-unknown", "leaver"))
    if journey.leaver.standing in TOLD_THE_END:
        raise ItemRefused(fault("already-settled", "leaver"))
    return journey, journey.leaver


def _origin_authority(hearing: Hearing, journey: Journey) -> str:
    origin = journey.transfer.origin_id
    return hearing.world.register.by_id[origin].authority_id if origin else hearing.school.authority_id


def _effect(
    hearing: Hearing,
    journey: Journey,
    *,
    leaver: UUID | None = None,
    joiner: UUID | None = None,
    warnings: tuple[Fault, ...] = (),
) -> Effect:
    return Effect(
        pupil=hearing.world.pupils.by_id[journey.transfer.pupil_id],
        journey=journey,
        leaver=leaver,
        joiner=joiner,
        warnings=warnings,
    )
