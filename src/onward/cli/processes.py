"""Keep the service's processes running: start them, start again the one that dies, stop them all cleanly."""

import math
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal

SHORTEST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0
PATIENCE = 15.0
LOOK_EVERY = 0.1


@dataclass(frozen=True, kw_only=True)
class Service:
    """One process to keep running, and the file that takes its log."""

    name: str
    command: Sequence[str]
    log: Path


@dataclass(kw_only=True)
class _Running:
    service: Service
    process: subprocess.Popen[bytes]
    started: float
    pause: float = SHORTEST_PAUSE
    due: float | None = field(default=None)


class Supervisor:
    """Runs services until told to stop. Each is a session of its own, so that Ctrl-C reaches only us."""

    def __init__(
        self,
        services: Sequence[Service],
        *,
        environment: Mapping[str, str],
        say: Callable[[str], None],
        remember: Callable[[Sequence[int]], None],
    ) -> None:
        """Take what to run, with which environment, and how to tell the operator.

        `remember` is given the process ids whenever they change.
        """
        self._services = services
        self._environment = dict(environment)
        self._say = say
        self._remember = remember
        self._stopping = False
        self._running: list[_Running] = []

    def start(self) -> None:
        """Start every service once."""
        now = time.monotonic()
        self._running = [
            _Running(service=each, process=self._launch(each), started=now) for each in self._services
        ]
        self._remember(self.process_ids())

    def watch(
        self, *, until: Callable[[], bool] = lambda: False, within: float = math.inf
    ) -> Literal["so", "late", "stopping"]:
        """Watch until something is so, it is late, or `request_stop` was called; say which it was.

        A service that died starts again after a pause that grows.
        """
        deadline = time.monotonic() + within
        while not self._stopping:
            if until():
                return "so"
            if time.monotonic() > deadline:
                return "late"
            for running in self._running:
                self._look_after(running, time.monotonic())
            time.sleep(LOOK_EVERY)
        return "stopping"

    def request_stop(self) -> None:
        """Make `watch` return. Safe to call from a signal handler."""
        # A plain flag: the handler runs within whatever `watch` does just then, and must take no lock.
        self._stopping = True

    def stop(self) -> None:
        """Ask every service to end, wait, and end those that do not."""
        deadline = time.monotonic() + PATIENCE
        for running in self._running:
            _send(running.process, signal.SIGTERM)
        for running in self._running:
            _end(running.process, deadline)
        self._running = []
        self._remember([])

    def process_ids(self) -> list[int]:
        """Return the process ids that run now."""
        return [each.process.pid for each in self._running if each.process.poll() is None]

    def _look_after(self, running: _Running, now: float) -> None:
        if running.due is None:
            code = running.process.poll()
            if code is None:
                return
            if now - running.started > STEADY_AFTER:
                running.pause = SHORTEST_PAUSE
            running.due = now + running.pause
            self._say(self._obituary(running, code))
            running.pause = min(running.pause * 2, LONGEST_PAUSE)
        elif now >= running.due:
            running.process, running.started, running.due = self._launch(running.service), now, None
            self._remember(self.process_ids())

    def _obituary(self, running: _Running, code: int) -> str:
        name, log = running.service.name, running.service.log
        return f"{name} stopped (exit {code}); starting again in {running.pause:.0f} s. Its log: {log}"

    def _launch(self, service: Service) -> subprocess.Popen[bytes]:
        service.log.parent.mkdir(parents=True, exist_ok=True)
        with _for_the_owner_alone(service.log) as log:
            return subprocess.Popen(  # noqa: S603 -- our own commands, no shell
                list(service.command),
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )


def _for_the_owner_alone(log: Path) -> BinaryIO:
    """Open a log that nobody else may read, be it new or of an earlier release."""
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.fchmod(descriptor, 0o600)
    return os.fdopen(descriptor, "ab")


def _end(process: subprocess.Popen[bytes], deadline: float) -> None:
    """Wait for a process to end. One that was still starting may have missed the signal: it is sent again."""
    while process.poll() is None:
        is_late = time.monotonic() > deadline
        _send(process, signal.SIGKILL if is_late else signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(1)


def _send(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to a service and all that it started."""
    try:
        if number is signal.SIGKILL:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
    except ProcessLookupError:
        return
