"""How much memory a replay takes: its own processes, and PostgreSQL's where it runs on this machine."""

import time
from contextlib import suppress
from typing import Final

import psutil

from onward.database.bulk import fetch
from onward.database.sight import seen_as
from onward.foundation.sight import HUB

_EVERY_SECONDS: Final = 3.0
_SERVER: Final = "postgres"


class PeakMemory:
    """The most memory that was seen in use. It must be asked to look from time to time."""

    def __init__(self) -> None:
        """Find the server's process, if it is one of this machine's."""
        self.own = 0
        self.server = 0
        self._postmaster = _postmaster()
        self._looked_at = 0.0

    def look(self) -> None:
        """Look, unless that was done a moment ago."""
        now = time.monotonic()
        if now - self._looked_at < _EVERY_SECONDS:
            return
        self._looked_at = now
        self.own = max(self.own, _with_children(psutil.Process()))
        if self._postmaster:
            self.server = max(self.server, _with_children(self._postmaster))


def _postmaster() -> psutil.Process | None:
    with seen_as(HUB):
        backend = fetch("SELECT pg_backend_pid()")[0][0]
    with suppress(psutil.Error):
        parent = psutil.Process(backend).parent()
        if parent and parent.name() == _SERVER:
            return parent
    return None


def _with_children(head: psutil.Process) -> int:
    total = 0
    for process in (head, *head.children(recursive=True)):
        with suppress(psutil.Error):
            total += _charged(process)
    return total


def _charged(process: psutil.Process) -> int:
    """Memory that processes share, most of PostgreSQL's, is charged to each in part, where that is known."""
    full = process.memory_full_info()
    return int(getattr(full, "pss", full.uss))
