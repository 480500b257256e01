"""End what a killed `./onward up` left running, so that the next one finds its port free."""

import json
import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import psutil

PATIENCE = 10.0


def remember(file: Path, process_ids: Iterable[int]) -> None:
    """Write down which processes run, with their start times, since process ids are used again."""
    started = {}
    for each in process_ids:
        with suppress(psutil.NoSuchProcess):
            started[each] = psutil.Process(each).create_time()
    file.write_text(json.dumps(list(started.items())), encoding="utf-8")


def end_left_over(file: Path) -> int:
    """End the remembered processes that still run, with all they started, and return how many there were."""
    if not file.exists():
        return 0
    remembered = json.loads(file.read_text(encoding="utf-8"))
    found = [process for pid, started in remembered for process in _same(pid, started)]
    for process in found:
        os.killpg(process.pid, signal.SIGKILL)
    psutil.wait_procs(found, timeout=PATIENCE)
    file.unlink()
    return len(found)


def _same(pid: int, started: float) -> list[psutil.Process]:
    """Return the process, if it is still the one that was started then and leads its own group."""
    with suppress(psutil.NoSuchProcess, ProcessLookupError):
        process = psutil.Process(pid)
        if process.create_time() == started and os.getpgid(pid) == pid:
            return [process]
    return []
