"""Makes departures: who leaves, from when, where to, and what will follow."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from onward.demo.calendars import christmas_begins, last_day_of_year
from onward.demo.nation import Nation
from onward.demo.stages import school_year, stage_after
from onward.demo.traffic.journeys import Journey, Situation, Step, choose_journey
from onward.demo.traffic.moves import Move
from onward.demo.traffic.places import Places
from onward.demo.traffic.pools import Pools
from onward.demo.traffic.seasons import Season, first_school_day, joining_day, season
from onward.formats.forms import Protection
from onward.foundation.school_age import is_over_compulsory_age

_PROTECTED, _UNANSWERED = 0.001, 0.005
_RECORD_INSIDE = 0.9
_PERMISSION_DOCUMENTED = 0.85
_INDEPENDENT_TAKING_PART = 0.4
_ANNOUNCED_AHEAD = 0.25
_LEFT_IN_SUMMER = {"03": 0.8, "": 0.4, "01": 0.3, "09": 0.5}
_JUNE_STILL_TEACHES = (6, 12)

_WITHOUT_DESTINATION = {
    "04": Situation.TO_HOME,
    "05": Situation.NOT_SAID,
    "06": Situation.OVER,
    "07": Situation.EXCLUDED,
    "08": Situation.OVER,
    "-": Situation.OVER,
}


class Leaver(NamedTuple):
    """Who leaves, and from where."""

    pupil: int
    stage: str
    born: date
    school: int


class Departures:
    """Draws leavers and decides how each move will go."""

    def __init__(self, nation: Nation, places: Places, rng: Random) -> None:
        """Begin with everyone on the nation's rolls."""
        self._nation = nation
        self._places = places
        self._rng = rng
        self._pools = Pools(nation, rng)
        self._year = school_year(nation.as_of)
        self._made = 0

    def draw(self, reason: str, day: date) -> Leaver:
        """Return a pupil who has not left yet, and who may leave for this reason."""
        if reason == "03":
            pupil = self._pools.draw_school_leaver(_earliest_leaving(day, self._year), season(day))
        else:
            pupil = self._pools.draw(reason, season(day))
        return Leaver(pupil.number, pupil.stage, pupil.born, pupil.school)

    def move(self, leaver: Leaver, reason: str, day: date) -> Move:
        """Return the move that a departure told on a day begins."""
        leaving_on = self._leaving_on(leaver, reason, day)
        move = self._begin(leaver, reason, leaving_on, self._expected_on(leaver, leaving_on))
        journey = choose_journey(self._situation(move, leaver), self._rng)
        self._go(move, journey)
        return move

    def move_found_out(self, leaver: Leaver, arrived_on: date) -> Move:
        """Return the move of a pupil whose new school spoke first: the old school's departure comes after."""
        leaving_on = arrived_on - timedelta(days=self._rng.randint(1, 6))
        summer = last_day_of_year(self._authority(leaver.school), self._year)
        if season(leaving_on) == Season.LEAVING:
            leaving_on = min(leaving_on, summer)
        move = self._begin(leaver, "01", leaving_on, arrived_on)
        move.destination = self._next_school(move)
        return move

    def stage_on(self, stage: str, day: date) -> str:
        """Return the stage on a day of one who was in `stage` when the replay began; empty if outgrown."""
        return stage_after(stage, school_year(day) - self._year) or ""

    def next_number(self) -> int:
        """Return a number for a move; each is given once."""
        self._made += 1
        return self._made

    def _begin(self, leaver: Leaver, reason: str, leaving_on: date, expected_on: date) -> Move:
        return Move(
            no=self.next_number(),
            pupil=leaver.pupil,
            stage=leaver.stage,
            origin=leaver.school,
            reason=reason,
            leaving_on=leaving_on,
            expected_on=expected_on,
            protection=self._protection(),
            is_permitted=reason == "06" and self._rng.random() < _PERMISSION_DOCUMENTED,
        )

    def _situation(self, move: Move, leaver: Leaver) -> Situation:
        if move.reason in _WITHOUT_DESTINATION:
            return _WITHOUT_DESTINATION[move.reason]
        if move.reason in ("03", ""):
            return _by_age(move, leaver)
        if move.reason == "12":
            move.outside = self._places.abroad()
        elif move.reason == "13":
            move.outside = self._places.rest_of_uk()
        if move.outside:
            return Situation.TO_FAR
        return self._to_school(move)

    def _to_school(self, move: Move) -> Situation:
        if move.reason == "09":
            if self._rng.random() < _INDEPENDENT_TAKING_PART:
                move.destination = self._places.independent_taking_part(self._next_stage(move))
            if move.destination is None:
                move.outside = self._places.independent_outside()
                return Situation.TO_INDEPENDENT
        else:
            move.destination = self._next_school(move)
        told = move.protection == Protection.NOT_PROTECTED
        return Situation.TO_SCHOOL if told else Situation.SHIELDED_TO_SCHOOL

    def _go(self, move: Move, journey: Journey) -> None:
        steps = journey.steps
        if self._rng.random() < journey.record:
            steps = (Step.RECORD, *steps)
        elif move.destination is not None:
            move.has_record = self._rng.random() < _RECORD_INSIDE
        move.steps = steps
        move.to_come = len(steps)

    def _next_school(self, move: Move) -> int:
        return self._places.next_school(move.origin, self._next_stage(move))

    def _next_stage(self, move: Move) -> str:
        return self.stage_on(move.stage, move.expected_on) or "S6"

    def _leaving_on(self, leaver: Leaver, reason: str, day: date) -> date:
        authority = self._authority(leaver.school)
        if self._left_in_summer(leaver, reason, day):
            return last_day_of_year(authority, self._year)
        if reason == "03" and day.month == 12:
            return christmas_begins(day.year)
        if self._rng.random() < _ANNOUNCED_AHEAD:
            told = day + timedelta(days=self._rng.randint(1, 10))
        else:
            told = day - timedelta(days=int(self._rng.triangular(0, 9, 0)))
        return first_school_day(authority, told)

    def _left_in_summer(self, leaver: Leaver, reason: str, day: date) -> bool:
        at = season(day)
        if at == Season.LEAVING:
            in_term = (day.month, day.day) <= _JUNE_STILL_TEACHES
            return not in_term or reason == "03" or leaver.stage == "P7"
        if at == Season.RETURN:
            return leaver.stage == "P7" or self._rng.random() < _LEFT_IN_SUMMER.get(reason, 0)
        return False

    def _expected_on(self, leaver: Leaver, leaving_on: date) -> date:
        days = int(self._rng.triangular(1, 16, 2))
        return joining_day(self._authority(leaver.school), leaving_on + timedelta(days=days))

    def _protection(self) -> Protection | None:
        chance = self._rng.random()
        if chance < _PROTECTED:
            return Protection.PROTECTED
        return None if chance < _PROTECTED + _UNANSWERED else Protection.NOT_PROTECTED

    def _authority(self, school: int) -> str:
        return self._nation.schools[school].authority


def _earliest_leaving(day: date, year: int) -> date:
    """Return a day not after the leaving day that a school leaver's departure told on `day` will state."""
    if season(day) in (Season.LEAVING, Season.RETURN):
        return date(year + 1, 6, 1)
    return christmas_begins(day.year) if day.month == 12 else day - timedelta(days=9)


def _by_age(move: Move, leaver: Leaver) -> Situation:
    old_enough = is_over_compulsory_age(leaver.born, move.leaving_on, christmas_begins)
    if move.reason == "03":
        return Situation.OVER if old_enough else Situation.TOO_YOUNG
    return Situation.OF_LEAVING_AGE if old_enough else Situation.NOT_SAID
