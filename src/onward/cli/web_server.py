"""The web server of the hub: how it is started, wherever it is."""

import sys
from pathlib import Path

from onward.cli.ports import HOST
from onward.cli.processes import Service

WEB_PROCESSES = 2
THREADS_EACH = 16
WEB_LOG = "web.log"

_LOG_LINES = Path(__file__).with_name("web_server_logs.json")


def web_server(wsgi: str, *, port: int, logs: Path) -> Service:
    """Return the web server as a service: two processes with a thread for each request under way.

    It listens on this machine only. Threads that wait for a commit cost little, and share it.
    """
    command = [
        sys.executable, "-P", "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port),
        "--workers", str(WEB_PROCESSES), "--blocking-threads", str(THREADS_EACH),
        "--log-level", "warning", "--log-config", str(_LOG_LINES),
        "--no-ws", "--respawn-failed-workers", wsgi,
    ]  # fmt: skip
    return Service(name="The web server", command=command, log=logs / WEB_LOG)
