"""The replay's plan: every message of the published fourteen months, day by day, exact and repeatable."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import NamedTuple

from onward.demo.dice import dice, share_out
from onward.demo.nation import Nation
from onward.demo.traffic.budget import MonthBudget, budgets
from onward.demo.traffic.departures import Departures, Leaver
from onward.demo.traffic.figures import DAY_AFTER, FIRST_DAY, Figures
from onward.demo.traffic.follow_ups import FollowUps
from onward.demo.traffic.journeys import Step
from onward.demo.traffic.moves import Move
from onward.demo.traffic.places import Places
from onward.demo.traffic.planned import PlannedMessage
from onward.demo.traffic.seasons import Season, season, work_on
from onward.demo.traffic.telling import Teller
from onward.formats.forms import Kind

_FOUND_OUT = 0.03
_NEVER_ANSWERED = 0.1
_NEWCOMERS = 0.004
_RECORD_AFTERWARDS = 0.95
_MAY_MOVE_AGAIN, _MOVES_AGAIN, _STAYS_AT_LEAST = 0.04, 0.08, timedelta(days=60)


_TOO_SENIOR_TO_MOVE = ("S5", "S6", "")


class PlannedDay(NamedTuple):
    """One simulated day and what is said on it, in order of time. Weekends and quiet days are empty."""

    day: date
    messages: list[PlannedMessage]


class _Settled(NamedTuple):
    since: date
    pupil: int
    school: int


class TrafficPlan:
    """Plans the traffic of a nation to given figures; the same nation and figures give the same plan.

    Departures by reason, and all messages by month, equal the figures exactly. Only moves that are not
    over are held, so memory stays bounded; each call of `days` begins anew.
    """

    def __init__(self, nation: Nation, figures: Figures) -> None:
        """Split the figures into months.

        Raises:
            ValueError: a month of the figures would have more departures than messages.
        """
        self._nation = nation
        self._budgets = budgets(figures)
        self._figures = figures

    @property
    def months(self) -> int:
        """Return how many months the whole plan has."""
        return len(self._budgets)

    def expected_by_reason(self, months: int | None = None) -> dict[str, int]:
        """Return how many departures of each reason the first months have; all by default."""
        first = self._budgets[:months]
        return {
            reason: sum(month.departures[reason] for month in first) for reason in self._figures.by_reason
        }

    def expected_by_month(self, months: int | None = None) -> dict[str, int]:
        """Return how many messages each of the first months has; all by default."""
        return dict(islice(self._figures.by_month.items(), months))

    def days(self, months: int | None = None) -> Iterator[PlannedDay]:
        """Yield the days of the first months, all by default, from the first to the last.

        Raises:
            TooFewPupils: the figures ask for more leavers than the nation has pupils.
        """
        run = _Run(self._nation)
        for budget in self._budgets[:months]:
            yield from run.month(budget)


class _Run:
    """One going through the plan: what is open between one day and the next."""

    def __init__(self, nation: Nation) -> None:
        self._rng = rng = dice(nation.seed, "traffic")
        self._nation = nation
        places = Places(nation, rng)
        self._departures = Departures(nation, places, rng)
        self._follow_ups = FollowUps(nation, self._departures, places, rng)
        self._teller = Teller(nation, self._departures, places, rng)
        self._owed: deque[tuple[date, Move]] = deque()
        self._settled: deque[_Settled] = deque()

    def month(self, budget: MonthBudget) -> Iterator[PlannedDay]:
        days = _days_of(budget.month)
        work = [work_on(day) for day in days]
        leaving = _spread(budget.departures, work, self._rng)
        last_working = max(at for at, amount in enumerate(work) if amount)
        room = 0
        for at, (day, quota) in enumerate(zip(days, share_out(budget.follow_ups, work), strict=True)):
            room += quota
            messages = [self._depart(reason, day) for reason in leaving[at]]
            said = self._follow(day, room, movers=leaving[at].count("01")) if work[at] else []
            if at == last_working:
                said += self._fill(day, room - len(said))
            room -= len(said)
            messages += said
            messages.sort(key=lambda message: message.at)
            yield PlannedDay(day, messages)

    def _depart(self, reason: str, day: date) -> PlannedMessage:
        if reason == "01" and self._owed and self._owed[0][0] <= day:
            _, move = self._owed.popleft()
            move.steps = (Step.RECORD,) if self._rng.random() < _RECORD_AFTERWARDS else ()
            move.to_come = len(move.steps)
        else:
            leaver = self._again(day) if reason == "01" else None
            move = self._departures.move(leaver or self._departures.draw(reason, day), reason, day)
        departure = self._teller.departure(move, day)
        self._follow_ups.begin(move, day)
        return departure

    def _follow(self, day: date, room: int, *, movers: int) -> list[PlannedMessage]:
        said: list[PlannedMessage] = []
        if season(day) != Season.LEAVING:
            said += [self._find_out(day) for _ in range(min(room, self._about(movers * _FOUND_OUT)))]
            newcomers = min(room - len(said), self._about(room * _NEWCOMERS))
            said += [self._teller.newcomer(day) for _ in range(newcomers)]
        while len(said) < room and (due := self._follow_ups.take_due(day)):
            said.append(self._take(due.step, due.move, day))
        return said

    def _fill(self, day: date, missing: int) -> list[PlannedMessage]:
        """Make the month's number good: offices send records early, and if none is left, newcomers come."""
        said: list[PlannedMessage] = []
        while len(said) < missing:
            due = self._follow_ups.take_early_record()
            said.append(self._take(due.step, due.move, day) if due else self._teller.newcomer(day))
        return said

    def _take(self, step: Step, move: Move, day: date) -> PlannedMessage:
        if step == Step.REDIRECT:
            self._follow_ups.redirect(move, day)
        message = self._teller.follow_up(step, move, day)
        if step != Step.RECORD:
            self._follow_ups.go_on(move, day)
        if message.kind == Kind.ARRIVAL and move.reason != "09" and self._rng.random() < _MAY_MOVE_AGAIN:
            self._settled.append(_Settled(day, move.pupil, message.school))
        return message

    def _find_out(self, day: date) -> PlannedMessage:
        """Return the arrival of a pupil whose old school has said nothing yet; mostly it does when asked."""
        move = self._departures.move_found_out(self._departures.draw("01", day), day)
        answers = self._rng.random() > _NEVER_ANSWERED
        if answers:
            self._owed.append((day + timedelta(days=self._rng.randint(1, 8)), move))
        move.to_come = 2 if answers else 1
        return self._teller.follow_up(Step.ELSEWHERE, move, day)

    def _again(self, day: date) -> Leaver | None:
        """Return, now and then, a pupil who arrived some time ago and moves on."""
        if not self._settled or self._settled[0].since + _STAYS_AT_LEAST > day:
            return None
        if self._rng.random() > _MOVES_AGAIN:
            return None
        settled = self._settled.popleft()
        pupil = self._nation.pupil(settled.pupil)
        if self._departures.stage_on(pupil.stage, day) in _TOO_SENIOR_TO_MOVE:
            return None
        return Leaver(pupil.number, pupil.stage, pupil.born, settled.school)

    def _about(self, number: float) -> int:
        return int(number + self._rng.random())


def _days_of(month: str) -> list[date]:
    first = date.fromisoformat(f"{month}-01")
    days = (first + timedelta(days=at) for at in range(31))
    return [day for day in days if day.month == first.month and FIRST_DAY <= day < DAY_AFTER]


def _spread(departures: Mapping[str, int], work: Sequence[float], rng: Random) -> list[list[str]]:
    """Return the reasons of each day's departures; more leave on days on which more work is done."""
    leaving: list[list[str]] = [[] for _ in work]
    for reason, count in departures.items():
        for at in rng.choices(range(len(work)), weights=work, k=count):
            leaving[at].append(reason)
    return leaving
