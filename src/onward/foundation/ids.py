"""Identifiers of things: UUIDv7 (RFC 9562), which sort by the moment they were made, and their types.

An identifier is a name, not a secret: who may see a thing is decided elsewhere. The steps between
neighbours are random, so that two identifiers do not tell how many were made between them.
"""

import os
import struct
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NewType
from uuid import UUID

PupilId = NewType("PupilId", UUID)
TransferId = NewType("TransferId", UUID)
LeaverId = NewType("LeaverId", UUID)
JoinerId = NewType("JoinerId", UUID)
MessageId = NewType("MessageId", UUID)
DeliveryId = NewType("DeliveryId", UUID)
DocumentId = NewType("DocumentId", UUID)
SchoolId = NewType("SchoolId", int)
AuthorityId = NewType("AuthorityId", str)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LOW_BITS = 62
_LOW_MASK = (1 << _LOW_BITS) - 1
_VERSION = 7 << 76
_VARIANT = 2 << 62
_RECENT_MILLISECONDS = 1024
_POOL_STEPS = 2048


def uuid7(now: datetime | None = None) -> UUID:
    """Return a new identifier that carries the moment `now` to the millisecond.

    Within this process each identifier of one millisecond is greater than those made before it, from
    whichever thread and also where moments alternate (the 1024 newest moments are remembered).
    Without `now` the system's clock is asked, and a clock that was set back does not lead back.

    Raises:
        TypeError: `now` has no time zone.
        ValueError: `now` is before 1970.
    """
    with _tails.lock:
        moment = _tails.clock() if now is None else _milliseconds(now)
        tail = _tails.next_of(moment)
    return UUID(int=moment << 80 | _VERSION | tail >> _LOW_BITS << 64 | _VARIANT | tail & _LOW_MASK)


def first_id_at(moment: datetime) -> UUID:
    """Return the least identifier that carries this moment: a bound, and the name of nothing.

    Raises:
        TypeError: `moment` has no time zone.
    """
    return UUID(int=_milliseconds(moment) << 80 | _VERSION | _VARIANT)


def _milliseconds(now: datetime) -> int:
    since = now - _EPOCH
    return since.days * 86_400_000 + since.seconds * 1000 + since.microseconds // 1000


class _Tails:
    """The 74 bits behind the moment: random at first, then one random step after the other."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew: a forked process must not repeat the random steps of its parent."""
        self.lock = threading.Lock()
        self._steps = _random_steps()
        self._newest: dict[int, int] = {}
        self._clock = 0

    def clock(self) -> int:
        self._clock = max(self._clock, time.time_ns() // 1_000_000)
        return self._clock

    def next_of(self, moment: int) -> int:
        newest = self._newest.get(moment)
        if newest is not None:
            tail = newest + 1 + next(self._steps)
        else:
            tail = int.from_bytes(os.urandom(10), "big") >> 7
            if len(self._newest) >= _RECENT_MILLISECONDS:
                del self._newest[next(iter(self._newest))]
        # The first tail has 73 of the 74 bits, a step 32: there is room for 2**41 in a millisecond.
        self._newest[moment] = tail
        return tail


def _random_steps() -> Iterator[int]:
    pool = struct.Struct(f"{_POOL_STEPS}I")
    while True:
        yield from pool.unpack(os.urandom(pool.size))


_tails = _Tails()
os.register_at_fork(after_in_child=_tails.forget)
