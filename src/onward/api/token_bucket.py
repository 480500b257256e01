"""Pure: how many requests a system may make, as a bucket of tokens that refills steadily.

Each process counts for itself: with two web processes a system gets up to twice the rate. That is
enough to keep one runaway system from hurting the others, and costs no shared store.
"""

import threading
from dataclasses import dataclass
from math import ceil
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How fast a system may ask: `burst` requests at once, then `per_second` on average."""

    per_second: float
    burst: int


@dataclass(frozen=True, kw_only=True)
class Taken:
    """Whether one request may pass, how many more may follow at once, and when to come again.

    `retry_after` is in whole seconds and 0 where the request may pass; `reset` says in how many
    seconds the bucket will be full.
    """

    is_allowed: bool
    limit: int
    remaining: int
    retry_after: int
    reset: int


class Buckets:
    """The buckets of all systems in this process. Several threads may take at once."""

    def __init__(self, pace: Pace, *, at_most: int = 10_000) -> None:
        self._pace = pace
        self._at_most = at_most
        self._levels: dict[UUID, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def take(self, system_id: UUID, seconds: float) -> Taken:
        """Take one request from a system's bucket at this moment of a steady clock."""
        with self._lock:
            level, then = self._levels.get(system_id, (float(self._pace.burst), seconds))
            refilled = level + max(0.0, seconds - then) * self._pace.per_second
            level = min(float(self._pace.burst), refilled)
            is_allowed = level >= 1
            level -= is_allowed
            self._keep(system_id, (level, seconds))
        return self._taken(level, is_allowed)

    def _keep(self, system_id: UUID, level: tuple[float, float]) -> None:
        if len(self._levels) >= self._at_most and system_id not in self._levels:
            self._levels.clear()
        self._levels[system_id] = level

    def _taken(self, level: float, is_allowed: bool) -> Taken:
        missing = 0.0 if is_allowed else 1 - level
        return Taken(
            is_allowed=is_allowed,
            limit=self._pace.burst,
            remaining=int(level),
            retry_after=ceil(missing / self._pace.per_second),
            reset=ceil((self._pace.burst - level) / self._pace.per_second),
        )
