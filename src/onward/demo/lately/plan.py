"""Plans the last weeks, weekday by weekday; the same nation, school and day give the same plan."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from onward.demo.dice import dice
from onward.demo.lately.fates import (
    FROM_THE_AUTHORITY,
    FROM_THE_SCHOOL,
    OF_THE_NATION,
    TO_THE_SCHOOL,
    Fate,
    Goes,
)
from onward.demo.nation import Nation, NationPupil
from onward.demo.traffic.places import Places
from onward.demo.traffic.plan import PlannedDay
from onward.demo.traffic.planned import PlannedMessage
from onward.formats.forms import Kind, Protection

WEEKDAYS = 40
_SATURDAY = 5
_OPENS, _CLOSES = 8 * 60, 15 * 60
_PRIMARY = ("P1", "P2", "P3", "P4", "P5", "P6")
_MOVABLE = (*_PRIMARY, "S1", "S2", "S3")


@dataclass(frozen=True, kw_only=True)
class _Move:
    """One pupil's move, and the school that it is to if it is to a certain one."""

    fate: Fate
    pupil: NationPupil
    to: int | None = None


def plan_lately(nation: Nation, *, school: int, today: date, until: datetime) -> Sequence[PlannedDay]:
    """Return the last weekdays up to today, each with what is said on it, nothing after `until`.

    `school` is the index of the school, a primary, where the demonstration's people work.
    """
    rng = dice(nation.seed, "lately")
    days = weekdays_up_to(today, WEEKDAYS)
    planner = _Planner(nation, days, rng)
    by_day: dict[date, list[PlannedMessage]] = defaultdict(list)
    for number, move in enumerate(_moves(nation, school, rng), start=1):
        for message in planner.messages(move, number):
            if message.at <= until:
                by_day[message.at.date()].append(message)
    ordered = ((day, sorted(by_day[day], key=lambda each: each.at)) for day in days)
    return [PlannedDay(day, _numbered(messages, at)) for at, (day, messages) in enumerate(ordered)]


def weekdays_up_to(today: date, count: int) -> list[date]:
    """Return the last so many weekdays, in order; the last is today or, at a weekend, the Friday before."""
    found: list[date] = []
    day = today
    while len(found) < count:
        if day.weekday() < _SATURDAY:
            found.append(day)
        day -= timedelta(days=1)
    return found[::-1]


def _moves(nation: Nation, school: int, rng: Random) -> Iterator[_Move]:
    """Yield the moves; nobody moves twice, and of a small school only those move who are there."""
    movable = [pupil for pupil in nation.pupils() if pupil.stage in _MOVABLE]
    rng.shuffle(movable)
    here, near, far = _by_distance(movable, nation, school)
    newcomers = [pupil for pupil in far if pupil.stage in _PRIMARY][: len(TO_THE_SCHOOL)]
    coming = {pupil.number for pupil in newcomers}
    others = [pupil for pupil in far if pupil.number not in coming]
    groups = (
        (FROM_THE_SCHOOL, here, None),
        (TO_THE_SCHOOL, newcomers, school),
        (FROM_THE_AUTHORITY, near, None),
        (OF_THE_NATION, others, None),
    )
    for fates, pupils, to in groups:
        for fate, pupil in zip(fates, pupils, strict=False):
            yield _Move(fate=fate, pupil=pupil, to=to)


def _by_distance(
    pupils: Sequence[NationPupil], nation: Nation, school: int
) -> tuple[list[NationPupil], list[NationPupil], list[NationPupil]]:
    """Return those of the school, those of its authority's other schools, and all others."""
    here: list[NationPupil] = []
    near: list[NationPupil] = []
    far: list[NationPupil] = []
    authority = nation.schools[school].authority
    for pupil in pupils:
        is_near = nation.schools[pupil.school].authority == authority
        (here if pupil.school == school else near if is_near else far).append(pupil)
    return here, near, far


class _Planner:
    """Puts the messages of a move on days."""

    def __init__(self, nation: Nation, days: Sequence[date], rng: Random) -> None:
        self._places = Places(nation, rng)
        self._days = days
        self._rng = rng

    def messages(self, move: _Move, number: int) -> Iterator[PlannedMessage]:
        """Yield the departure and what follows it; the numbers of messages are given later."""
        first, last = move.fate.days
        at = max(len(self._days) - 1 - self._rng.randint(last, first), 0)
        departure = self._departure(move, number, at)
        yield departure
        expecting = departure.destination
        for kind, later in move.fate.then:
            follow_up = self._follow_up(departure, kind, at + later, expecting)
            if follow_up is None:
                return
            expecting = follow_up.destination if kind is Kind.REDIRECT else expecting
            yield follow_up

    def _departure(self, move: _Move, number: int, at: int) -> PlannedMessage:
        told, goes = self._days[at], move.fate.goes
        to_school = goes is Goes.TO_SCHOOL
        outside = {Goes.ABROAD: self._places.abroad, Goes.WITHIN_THE_UK: self._places.rest_of_uk}.get(goes)
        return PlannedMessage(
            number=0,
            at=self._time(told),
            kind=Kind.DEPARTURE,
            transfer_no=number,
            pupil=move.pupil.number,
            school=move.pupil.school,
            on=told + timedelta(days=move.fate.leaves_in),
            stage=move.pupil.stage,
            reason=move.fate.reason,
            destination=self._destination(move) if to_school else None,
            outside=outside() if outside else None,
            protection=Protection.NOT_PROTECTED,
            has_record=to_school,
        )

    def _destination(self, move: _Move) -> int:
        if move.to is not None:
            return move.to
        return self._places.next_school(move.pupil.school, move.pupil.stage)

    def _follow_up(
        self, departure: PlannedMessage, kind: Kind, at: int, expecting: int | None
    ) -> PlannedMessage | None:
        """Return the message, or None if its day is still to come."""
        if at >= len(self._days):
            return None
        is_theirs = kind in (Kind.ARRIVAL, Kind.NO_ARRIVAL) and expecting is not None
        return replace(
            departure,
            at=self._time(self._days[at]),
            kind=kind,
            school=expecting if is_theirs and expecting is not None else departure.school,
            on=self._days[at],
            destination=self._elsewhere(departure) if kind is Kind.REDIRECT else None,
            is_announced=kind is Kind.ARRIVAL,
            has_record=False,
        )

    def _elsewhere(self, departure: PlannedMessage) -> int:
        return self._places.next_school(departure.school, departure.stage, not_at=departure.destination)

    def _time(self, day: date) -> datetime:
        minute = self._rng.randrange(_OPENS, _CLOSES)
        return datetime.combine(day, time(minute // 60, minute % 60), UTC)


def _numbered(messages: Sequence[PlannedMessage], day: int) -> list[PlannedMessage]:
    """Return the messages with numbers that no other day gives."""
    return [replace(each, number=day * 1000 + at) for at, each in enumerate(messages, start=1)]
