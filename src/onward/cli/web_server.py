"""The web server of the hub: how it is started, wherever it is."""

import sys
from pathlib import Path

from onward.cli.ports import HOST
from onward.cli.processes import Service

WEB_PROCESSES = 2
THREADS_EACH = 8


def web_server(wsgi: str, *, port: int, logs: Path) -> Service:
    """Return the web server as a service: two processes of a few threads each, on this machine only."""
    command = [
        sys.executable, "-P", "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port),
        "--workers", str(WEB_PROCESSES), "--blocking-threads", str(THREADS_EACH),
        "--log-level", "warning", "--no-ws", "--respawn-failed-workers", wsgi,
    ]  # fmt: skip
    return Service(name="The web server", command=command, log=logs / "web.log")
