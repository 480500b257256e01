"""Turns what happens to a move into the message that tells it."""

from collections.abc import Mapping
from datetime import date, datetime
from random import Random

from onward.demo.nation import Nation
from onward.demo.stages import PRIMARY_STAGES, SECONDARY_STAGES
from onward.demo.traffic.departures import Departures
from onward.demo.traffic.journeys import Step
from onward.demo.traffic.moves import Clock, Move
from onward.demo.traffic.places import Places
from onward.demo.traffic.planned import Evidence, Outcome, PlannedMessage, Speaker
from onward.formats.forms import Kind, Protection

_WITHOUT_NUMBER = 0.08
_NAMES_LAST_SCHOOL = 0.7
_BY_REPLY = 0.7

_KINDS: Mapping[Step, Kind] = {
    Step.RECORD: Kind.RECORD,
    Step.NO_ARRIVAL: Kind.NO_ARRIVAL,
    Step.REDIRECT: Kind.REDIRECT,
    Step.WITHDRAWAL: Kind.WITHDRAWAL,
    Step.CONFIRMATION: Kind.CONFIRMATION,
}
_OUTCOMES: Mapping[str, Outcome] = {
    "04": "home-education",
    "07": "alternative-provision",
    "09": "independent-school",
    "12": "outside-scotland",
    "13": "outside-scotland",
    "": "over-age",
}
_FAR = ("12", "13")
_OF_NEWCOMERS = (*PRIMARY_STAGES, *SECONDARY_STAGES[:4])


class Teller:
    """Writes the messages, each with a number and a time of its own."""

    def __init__(self, nation: Nation, departures: Departures, places: Places, rng: Random) -> None:
        """Begin with message number 1."""
        self._nation = nation
        self._departures = departures
        self._places = places
        self._rng = rng
        self._clock = Clock(rng)
        self._told = 0
        self._newcomers = 0

    def departure(self, move: Move, day: date) -> PlannedMessage:
        """Return the departure that begins a move, or that joins one whose arrival came first."""
        move.last_at = self._clock.departure(day)
        return PlannedMessage(
            number=self._next_number(),
            at=move.last_at,
            kind=Kind.DEPARTURE,
            transfer_no=move.no,
            pupil=move.pupil,
            school=move.origin,
            on=move.leaving_on,
            stage=self._departures.stage_on(move.stage, move.leaving_on),
            reason=move.reason,
            destination=move.destination,
            outside=move.outside,
            protection=move.protection,
            has_record=move.has_record,
            is_permitted=move.is_permitted,
            is_last=not move.to_come,
        )

    def follow_up(self, step: Step, move: Move, day: date) -> PlannedMessage:
        """Return the message by which a step is taken on a day."""
        move.to_come -= 1
        if step in (Step.ARRIVAL, Step.ELSEWHERE):
            return self._arrival(step, move, day)
        evidence = self._evidence(move.reason) if step == Step.CONFIRMATION else ""
        return PlannedMessage(
            number=self._next_number(),
            at=self._time(move, day),
            kind=_KINDS[step],
            transfer_no=move.no,
            pupil=move.pupil,
            school=_expecting(move) if step == Step.NO_ARRIVAL else move.origin,
            on=day,
            stage=self._departures.stage_on(move.stage, move.leaving_on),
            speaker=Speaker.AUTHORITY if evidence == "authority" else Speaker.SCHOOL,
            reason=move.reason,
            destination=move.destination if step == Step.REDIRECT else None,
            outcome=_OUTCOMES[move.reason] if evidence else "",
            evidence=evidence,
            is_last=not move.to_come,
        )

    def newcomer(self, day: date) -> PlannedMessage:
        """Return the arrival of a child who was on nobody's roll: from outside Scotland, unannounced."""
        self._newcomers += 1
        stage = self._rng.choice(_OF_NEWCOMERS)
        school = self._places.any_school(stage)
        return PlannedMessage(
            number=self._next_number(),
            at=self._clock.follow_up(day, None),
            kind=Kind.ARRIVAL,
            transfer_no=self._departures.next_number(),
            pupil=self._nation.pupil_count + self._newcomers - 1,
            school=school,
            on=day,
            stage=stage,
            protection=Protection.NOT_PROTECTED,
            is_identified=False,
            is_last=True,
        )

    def _arrival(self, step: Step, move: Move, day: date) -> PlannedMessage:
        is_announced = step == Step.ARRIVAL and move.protection == Protection.NOT_PROTECTED
        names_last_school = not is_announced and self._rng.random() < _NAMES_LAST_SCHOOL
        is_protected = move.protection == Protection.PROTECTED
        return PlannedMessage(
            number=self._next_number(),
            at=self._time(move, day),
            kind=Kind.ARRIVAL,
            transfer_no=move.no,
            pupil=move.pupil,
            school=_expecting(move),
            on=move.expected_on,
            stage=self._departures.stage_on(move.stage, move.expected_on),
            reason=move.reason,
            previous_school=move.origin if names_last_school else None,
            protection=Protection.PROTECTED if is_protected else Protection.NOT_PROTECTED,
            is_announced=is_announced,
            is_identified=is_announced or self._rng.random() > _WITHOUT_NUMBER,
            is_last=not move.to_come,
        )

    def _evidence(self, reason: str) -> Evidence:
        if reason not in _FAR:
            return "authority"
        return "reply" if self._rng.random() < _BY_REPLY else "document"

    def _time(self, move: Move, day: date) -> datetime:
        move.last_at = self._clock.follow_up(day, move.last_at)
        return move.last_at

    def _next_number(self) -> int:
        self._told += 1
        return self._told


def _expecting(move: Move) -> int:
    """Return the school that expects the pupil.

    Raises:
        ValueError: the journey has an arrival and the move has no destination.
    """
    if move.destination is None:
        raise ValueError(f"nobody expects the pupil of move {move.no}")
    return move.destination
