"""What follows a departure: the courses that a move can take, and how often it takes each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from random import Random


class Step(StrEnum):
    """One thing that is said after the departure."""

    RECORD = "the record follows"
    ARRIVAL = "the pupil arrives where they were expected"
    LATE_ARRIVAL = "the pupil arrives weeks after they were expected"
    ELSEWHERE = "the pupil arrives at a school that expected nobody"
    NO_ARRIVAL = "the pupil has not come"
    REDIRECT = "the old school names a destination"
    WITHDRAWAL = "the pupil stays after all"
    CONFIRMATION = "somebody confirms what became of the pupil"


class Situation(StrEnum):
    """What is known at the departure, as far as it decides what can follow."""

    TO_SCHOOL = "a destination in the network is known"
    SHIELDED_TO_SCHOOL = "the same, and the destination is not told"
    NOT_SAID = "no reason or an unknown destination"
    OF_LEAVING_AGE = "no reason, but old enough to have left school"
    TO_HOME = "home education"
    TO_INDEPENDENT = "an independent school outside the network"
    TO_FAR = "outside Scotland"
    EXCLUDED = "permanently excluded"
    TOO_YOUNG = "left school, but too young to"
    OVER = "nothing is expected to follow"


@dataclass(frozen=True)
class Journey:
    """One course of a move: its share, its steps in order, and how often a record follows on its own."""

    share: float
    steps: tuple[Step, ...]
    record: float = 0.0


JOURNEYS: Mapping[Situation, tuple[Journey, ...]] = {
    Situation.TO_SCHOOL: (
        Journey(0.950, (Step.ARRIVAL,), 0.95),
        Journey(0.014, (Step.LATE_ARRIVAL,), 0.95),
        Journey(0.009, (), 0.95),
        Journey(0.013, (Step.NO_ARRIVAL, Step.REDIRECT, Step.ARRIVAL), 0.95),
        Journey(0.004, (Step.NO_ARRIVAL, Step.ELSEWHERE), 0.95),
        Journey(0.005, (Step.ELSEWHERE,), 0.95),
        Journey(0.005, (Step.WITHDRAWAL,)),
    ),
    Situation.SHIELDED_TO_SCHOOL: (Journey(1.0, (Step.ARRIVAL,)),),
    Situation.NOT_SAID: (
        Journey(0.44, (Step.REDIRECT, Step.ARRIVAL), 0.6),
        Journey(0.41, (Step.ELSEWHERE,), 0.6),
        Journey(0.03, (Step.WITHDRAWAL,)),
        Journey(0.12, ()),
    ),
    Situation.OF_LEAVING_AGE: (Journey(0.12, (Step.CONFIRMATION,)), Journey(0.88, ())),
    Situation.TO_HOME: (
        Journey(0.88, (Step.CONFIRMATION,), 0.1),
        Journey(0.05, (Step.ELSEWHERE,)),
        Journey(0.07, ()),
    ),
    Situation.TO_INDEPENDENT: (Journey(0.85, (Step.CONFIRMATION,), 0.5), Journey(0.15, (), 0.3)),
    Situation.TO_FAR: (Journey(0.76, (Step.CONFIRMATION,), 0.5), Journey(0.24, (), 0.3)),
    Situation.EXCLUDED: (
        Journey(0.45, (Step.ELSEWHERE,), 0.5),
        Journey(0.40, (Step.CONFIRMATION,)),
        Journey(0.15, ()),
    ),
    Situation.TOO_YOUNG: (Journey(0.4, (Step.ELSEWHERE,)), Journey(0.6, ())),
    Situation.OVER: (Journey(1.0, ()),),
}

_ENDS = {
    situation: tuple(accumulate(journey.share for journey in journeys))
    for situation, journeys in JOURNEYS.items()
}

# Soonest, usual and latest number of days until a step is taken, from the day on which it could be.
_DAYS_UNTIL: Mapping[Step, tuple[int, int, int]] = {
    Step.RECORD: (0, 0, 6),
    Step.ARRIVAL: (0, 0, 8),
    Step.LATE_ARRIVAL: (35, 45, 90),
    Step.ELSEWHERE: (0, 1, 8),
    Step.NO_ARRIVAL: (4, 8, 25),
    Step.REDIRECT: (2, 6, 35),
    Step.WITHDRAWAL: (1, 4, 15),
    Step.CONFIRMATION: (7, 20, 60),
}


def choose_journey(situation: Situation, rng: Random) -> Journey:
    """Return one of the courses that a move in this situation can take."""
    return rng.choices(JOURNEYS[situation], cum_weights=_ENDS[situation])[0]


def days_until(step: Step, rng: Random) -> int:
    """Return after how many days a step is taken, once it can be."""
    soonest, usual, latest = _DAYS_UNTIL[step]
    return int(rng.triangular(soonest, latest + 1, usual))
