"""When the steps that follow a departure are due. Records may also be sent before they are."""

from datetime import date, timedelta
from heapq import heappop, heappush
from random import Random
from typing import NamedTuple

from onward.demo.nation import Nation
from onward.demo.stages import school_year
from onward.demo.traffic.departures import Departures
from onward.demo.traffic.journeys import Step, days_until
from onward.demo.traffic.moves import Move
from onward.demo.traffic.places import Places
from onward.demo.traffic.seasons import Season, joining_day, season

_SAME_DAY = 0.55
_SUMMER_SAME_WEEK = 0.25
_SUMMER_RECORDS_UNTIL = date(2008, 8, 6)
_ON_THE_WAY = (2, 25)
_AFTER_REDIRECT = (1, 12)


class Due(NamedTuple):
    """A step of a move and the day on which it is due; ordered by day, then as planned."""

    day: date
    planned: int
    step: Step
    move: Move


class FollowUps:
    """The steps that are still to be taken, the earliest first."""

    def __init__(self, nation: Nation, departures: Departures, places: Places, rng: Random) -> None:
        """Begin with nothing due."""
        self._nation = nation
        self._departures = departures
        self._places = places
        self._rng = rng
        self._records: list[Due] = []
        self._others: list[Due] = []
        self._planned = 0

    def begin(self, move: Move, day: date) -> None:
        """Plan what follows a departure that was told on a day."""
        if move.steps and move.steps[0] == Step.RECORD:
            self._add(self._record_day(day), Step.RECORD, move)
            move.steps = move.steps[1:]
        self.go_on(move, day)

    def go_on(self, move: Move, day: date) -> None:
        """Plan the next step of a move whose last one was taken on a day."""
        if not move.steps:
            return
        step = move.steps[0]
        if step == Step.ELSEWHERE:
            on_the_way = timedelta(days=self._rng.randint(*_ON_THE_WAY))
            self._send_on(move, max(day, move.leaving_on) + on_the_way)
        earliest = self._earliest(step, move, day)
        if step == Step.LATE_ARRIVAL:
            self._delay(move)
            earliest, step = max(day, move.expected_on), Step.ARRIVAL
        self._add(self._after(earliest, step), step, move)
        move.steps = move.steps[1:]

    def redirect(self, move: Move, day: date) -> None:
        """Give a move a destination that it did not have."""
        self._send_on(move, day + timedelta(days=self._rng.randint(*_AFTER_REDIRECT)))

    def take_due(self, day: date) -> Due | None:
        """Return the step that has been due for longest by a day, or None. Records wait for all others."""
        for heap in (self._others, self._records):
            if heap and heap[0].day <= day:
                return heappop(heap)
        return None

    def take_early_record(self) -> Due | None:
        """Return the record that is due next, though it is not due yet, or None."""
        return heappop(self._records) if self._records else None

    def _add(self, day: date, step: Step, move: Move) -> None:
        self._planned += 1
        heappush(self._records if step == Step.RECORD else self._others, Due(day, self._planned, step, move))

    def _earliest(self, step: Step, move: Move, day: date) -> date:
        if step in (Step.REDIRECT, Step.WITHDRAWAL):
            return day
        if step == Step.CONFIRMATION:
            return max(day, move.leaving_on)
        move.expected_on = joining_day(self._authority_there(move), move.expected_on)
        return max(day, move.expected_on)

    def _send_on(self, move: Move, not_before: date) -> None:
        """Find another school for a pupil; which schools fit is decided by the day of arrival."""
        move.expected_on = joining_day(self._authority(move.origin), not_before)
        stage = self._departures.stage_on(move.stage, move.expected_on) or "S6"
        move.destination = self._places.next_school(move.origin, stage, not_at=move.destination)
        move.expected_on = joining_day(self._authority_there(move), move.expected_on)

    def _delay(self, move: Move) -> None:
        """Let a pupil come weeks late, but not in another school year, which could mean another school."""
        late = joining_day(self._authority_there(move), self._after(move.expected_on, Step.LATE_ARRIVAL))
        if school_year(late) == school_year(move.expected_on):
            move.expected_on = late

    def _authority_there(self, move: Move) -> str:
        return self._authority(move.origin if move.destination is None else move.destination)

    def _authority(self, school: int) -> str:
        return self._nation.schools[school].authority

    def _record_day(self, day: date) -> date:
        chance = self._rng.random()
        if season(day) == Season.LEAVING and chance > _SUMMER_SAME_WEEK:
            later = max(1, (_SUMMER_RECORDS_UNTIL - day).days)
            return day + timedelta(days=self._rng.randint(1, later))
        if chance < _SAME_DAY:
            return day
        return self._after(day, Step.RECORD)

    def _after(self, day: date, step: Step) -> date:
        return day + timedelta(days=days_until(step, self._rng))
