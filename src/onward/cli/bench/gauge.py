"""Take one measurement: the disk first, then rate, bytes and processor time of what is done."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from onward.cli.bench.cpu import cpu_seconds
from onward.cli.bench.disk import syncs_per_second
from onward.cli.bench.figures import Figure, Latency
from onward.cli.bench.hub import MeasuredHub
from onward.cli.bench.load import Answered

MEGABYTE = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Done:
    """What a piece of work came to. `bytes` are those sent in all; `answered` where a client sent them."""

    count: int
    seconds: float
    bytes: int = 0
    answered: Answered | None = None


class Gauge:
    """Measures work on one hub. `web` is the process id of its web server, if it runs."""

    def __init__(self, hub: MeasuredHub, *, probe_seconds: float) -> None:
        self._hub = hub
        self._probe_seconds = probe_seconds
        self.web: int | None = None

    def measure(self, name: str, what: str, work: Callable[[], Done], *, of: Figure | None = None) -> Figure:
        """Do the work and return its figure, compared with another one where it is given."""
        syncs = syncs_per_second(self._hub.cluster.home, seconds=self._probe_seconds)
        before = self._cpu()
        done = work()
        hub, database = (after - then for after, then in zip(self._cpu(), before, strict=True))
        rate = done.count / done.seconds
        return Figure(
            name=name,
            what=what,
            per_second=rate,
            syncs_per_second=syncs,
            of=of.what if of else "",
            ratio=rate / of.per_second if of else None,
            megabytes_per_second=done.bytes / done.seconds / MEGABYTE if done.bytes else None,
            latency=_latency(done.answered) if done.answered else None,
            hub_cpu=hub / done.count * 1000,
            database_cpu=database / done.count * 1000,
        )

    def _cpu(self) -> tuple[float, float]:
        hub = time.process_time() if self.web is None else cpu_seconds(self.web)
        return hub, cpu_seconds(self._hub.server_process)


def timed(work: Callable[[], int], *, size: int = 0) -> Done:
    """Do work that returns how many things it did, each of this many bytes."""
    began = time.perf_counter()
    count = work()
    return Done(count=count, seconds=time.perf_counter() - began, bytes=count * size)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _latency(answered: Answered) -> Latency:
    return Latency(p50=answered.percentile(0.5), p95=answered.percentile(0.95), p99=answered.percentile(0.99))
