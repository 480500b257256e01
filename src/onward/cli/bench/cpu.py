"""How much processor time a process and all that it started have used."""

from contextlib import suppress

import psutil


def cpu_seconds(process_id: int) -> float:
    """Return the processor seconds of a process, of its descendants, and of those that have ended."""
    root = psutil.Process(process_id)
    total = 0.0
    for process in (root, *root.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total
