"""Group the commits of concurrent senders: one thread takes what waits and accepts it as one batch.

A disk confirms one transaction in about the time of a hundred; senders that come at the same moment
share it. Each waits for its own verdict, which comes only after the commit.

Those who were answered together tend to come back together, one a little after the other. So the thread
waits for as many as lately came, though never longer than the last commit took; a lone sender never waits.
"""

import queue
import threading
import time
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass

from django.db import connections

from onward.foundation.clock import Clock
from onward.messaging.sealing import Keyring
from onward.operations.intake.accept import accept
from onward.operations.intake.items import Item, Verdict

LARGEST_GROUP = 100
LONGEST_WAIT = 0.02
_Waiting = tuple[Item, "Future[Verdict]"]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Lately:
    """How many items the larger of the last two groups had, and how many seconds the last one took."""

    largest: int = 1
    last: int = 1
    seconds: float = 0.0

    def followed_by(self, size: int, seconds: float) -> "_Lately":
        return _Lately(largest=max(size, self.last), last=size, seconds=seconds)


class Committer:
    """The one thread of a process that commits single items, and the queue before it."""

    def __init__(self, *, keyring: Keyring, clock: Clock) -> None:
        """Take what the thread needs; it starts with the first item."""
        self._keyring = keyring
        self._clock = clock
        self._waiting: queue.SimpleQueue[_Waiting] = queue.SimpleQueue()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def accept(self, item: Item, *, wait_seconds: float) -> Verdict:
        """Accept one item together with whatever else waits, and return its verdict after the commit.

        Raises:
            TimeoutError: no verdict in that time. The item may yet be accepted; a repeat with the same
                key gets the answer.
            DatabaseError: the database refused it; nothing was kept.
        """
        self._start()
        verdict: Future[Verdict] = Future()
        self._waiting.put((item, verdict))
        return verdict.result(timeout=wait_seconds)

    def _start(self) -> None:
        if self._thread is not None and self._thread.is_alive():
            return
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="committer", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        lately = _Lately()
        while True:
            group = self._take(lately)
            began = time.monotonic()
            self._commit(group)
            lately = lately.followed_by(len(group), time.monotonic() - began)

    def _take(self, lately: _Lately) -> list[_Waiting]:
        group = [self._waiting.get()]
        end = time.monotonic() + min(lately.seconds, LONGEST_WAIT)
        with suppress(queue.Empty):
            while len(group) < LARGEST_GROUP:
                patience = end - time.monotonic() if len(group) < lately.largest else 0.0
                group.append(self._waiting.get(block=patience > 0, timeout=max(patience, 0.0)))
        return group

    def _commit(self, group: list[_Waiting]) -> None:
        try:
            verdicts = self._accept([item for item, _ in group])
        except Exception:
            connections.close_all()
            for each in group:
                self._commit_alone(each)
            return
        for (_, waiting), verdict in zip(group, verdicts, strict=True):
            waiting.set_result(verdict)

    def _commit_alone(self, waiting: _Waiting) -> None:
        item, verdict = waiting
        try:
            verdict.set_result(self._accept([item])[0])
        except Exception as error:
            connections.close_all()
            verdict.set_exception(error)

    def _accept(self, items: list[Item]) -> list[Verdict]:
        return accept(items, now=self._clock.now(), keyring=self._keyring)
