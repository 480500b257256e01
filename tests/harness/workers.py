"""Real worker processes on a test's own database, and the queue as they leave it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.harness.cluster import WorkerDatabase

COMMAND = [sys.executable, "-P", "-m", "onward.config", "worker"]
PATIENCE = 180.0  # three runs of a job that comes each minute


class WorkerProcess:
    """One worker, as a service manager would start it."""

    def __init__(self, database: WorkerDatabase, log: Path) -> None:
        """Start it."""
        self.log = log
        environment = {**os.environ, "ONWARD_DATABASE_URL": database.app.url(), "PYTHONPATH": "src"}
        with log.open("ab") as file:
            self.process = subprocess.Popen(COMMAND, env=environment, stdout=file, stderr=file)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """Ask it to end, and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


@contextmanager
def working(database: WorkerDatabase, log: Path) -> Iterator[WorkerProcess]:
    """Have a worker for the block; it is killed afterwards if it still runs."""
    worker = WorkerProcess(database, log)
    try:
        yield worker
    finally:
        if worker.process.poll() is None:
            worker.kill()


def wait_until(is_so: Callable[[], object]) -> None:
    """Wait with patience until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def ask(database: WorkerDatabase, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Ask past every row policy, in a connection of its own."""
    with database.superuser.connect() as connection:
        return connection.execute(query, values).fetchall()


def job_states(database: WorkerDatabase, job: str) -> list[tuple[int, str, int]]:
    """Return id, state and attempts of each job of this name, in order."""
    return ask(
        database,
        "SELECT id, status::text, attempts FROM procrastinate_jobs WHERE task_name = %s ORDER BY id",
        (job,),
    )
