"""Draws the pupils who leave: each pupil of the nation at most once, of a stage that fits."""

from collections import deque
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from math import gcd
from random import Random

from onward.demo.calendars import christmas_begins
from onward.demo.nation import Nation, NationPupil
from onward.demo.stages import STAGES
from onward.demo.traffic.seasons import WHO_LEAVES, Season, Weights
from onward.foundation.school_age import is_over_compulsory_age

_UNDER_AGE_ALL_THE_SAME = 0.02
_GOLDEN = 0.6180339887


class TooFewPupils(ValueError):
    """The nation has fewer pupils than the figures ask to leave."""


@dataclass
class _Walk:
    """Goes once through a stage in leaps, so that the pupils come from all over the nation."""

    size: int
    step: int
    at: int
    left: int

    @classmethod
    def through(cls, size: int, rng: Random) -> "_Walk":
        step = max(1, int(size * _GOLDEN))
        while gcd(step, size) > 1:
            step += 1
        return cls(size, step, rng.randrange(size) if size else 0, size)

    def next(self) -> int:
        self.at = (self.at + self.step) % self.size
        self.left -= 1
        return self.at


class Pools:
    """The pupils who have not left yet, by the stage that they were in when the replay began."""

    def __init__(self, nation: Nation, rng: Random) -> None:
        """Begin with everyone on roll."""
        self._nation = nation
        self._rng = rng
        self._walks = {stage: _Walk.through(nation.count_in_stage(stage), rng) for stage in STAGES}
        self._too_young: deque[NationPupil] = deque()
        self._wheels: dict[tuple[str, Season], _Wheel] = {}

    def draw(self, reason: str, season: Season) -> NationPupil:
        """Return a pupil who leaves for a reason, and never returns the same one again.

        Raises:
            TooFewPupils: everyone has left.
        """
        wheel = self._wheels.get((reason, season))
        if wheel is None or not self._walks[stage := wheel.turn(self._rng)].left:
            wheel = self._wheels[reason, season] = _Wheel.of(self._weights_left(reason, season))
            stage = wheel.turn(self._rng)
        return self._nation.pupil(self._nation.nth_in_stage(stage, self._walks[stage].next()))

    def draw_school_leaver(self, leaving_on: date, season: Season) -> NationPupil:
        """Return a pupil who may leave school on a day, or, rarely, one who is too young to.

        Those too young are kept for a later day on which they are old enough.
        """
        if self._too_young and _may_leave(self._too_young[0], leaving_on):
            return self._too_young.popleft()
        while True:
            pupil = self.draw("03", season)
            if _may_leave(pupil, leaving_on) or self._rng.random() < _UNDER_AGE_ALL_THE_SAME:
                return pupil
            self._too_young.append(pupil)

    def _weights_left(self, reason: str, season: Season) -> Weights:
        weights = {
            stage: weight for stage, weight in WHO_LEAVES[reason][season].items() if self._walks[stage].left
        }
        if weights:
            return weights
        everyone = {stage: 1.0 for stage, walk in self._walks.items() if walk.left}
        if not everyone:
            raise TooFewPupils
        return everyone


@dataclass(frozen=True)
class _Wheel:
    stages: tuple[str, ...]
    ends: tuple[float, ...]

    @classmethod
    def of(cls, weights: Weights) -> "_Wheel":
        return cls(tuple(weights), tuple(accumulate(weights.values())))

    def turn(self, rng: Random) -> str:
        return rng.choices(self.stages, cum_weights=self.ends)[0]


def _may_leave(pupil: NationPupil, on: date) -> bool:
    return is_over_compulsory_age(pupil.born, on, christmas_begins)
