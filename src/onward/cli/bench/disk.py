"""How often a second the disk confirms a write: the figure beside every other one."""

import os
import time
from pathlib import Path

BLOCK = b"\0" * 8192


def syncs_per_second(folder: Path, *, seconds: float) -> float:
    """Return how many writes of 8 KB, each confirmed by fdatasync, one writer manages in this folder."""
    path = folder / "sync-probe"
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        return _rate(descriptor, seconds)
    finally:
        os.close(descriptor)
        path.unlink()


def _rate(descriptor: int, seconds: float) -> float:
    sync = getattr(os, "fdatasync", os.fsync)  # macOS has no fdatasync
    count, began = 0, time.perf_counter()
    while (passed := time.perf_counter() - began) < seconds:
        os.pwrite(descriptor, BLOCK, 0)
        sync(descriptor)
        count += 1
    return count / passed
