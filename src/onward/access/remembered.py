"""Pure: remember what was looked up for a few seconds, so that a busy door does not ask again each time."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """What one process remembers of a look-up. Several threads may use it at once.

    It never answers with something older than `for_`. When more than `at_most` keys are remembered,
    it forgets all of them, which costs a look-up each and bounds the memory.
    """

    def __init__(self, *, for_: timedelta, at_most: int) -> None:
        self._for = for_
        self._at_most = at_most
        self._known: dict[Key, tuple[datetime, Value]] = {}

    def get(self, key: Key, *, now: datetime, look_up: Callable[[], Value]) -> Value:
        """Return what is remembered of `key`, or look it up and remember it. What raises is not kept."""
        known = self._known.get(key)
        if known is not None and abs(now - known[0]) < self._for:
            return known[1]
        value = look_up()
        if len(self._known) >= self._at_most:
            self._known.clear()
        self._known[key] = (now, value)
        return value

    def forget(self) -> None:
        """Forget everything."""
        self._known.clear()
