"""A real hub for journeys: the web server as `./onward up` starts it, on the worker's own database."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onward.cli.ports import HOST, is_ready
from onward.cli.web_server import web_server
from onward.database.address import Address

READY_WITHIN = 60.0
_WSGI = "onward.config.wsgi:application"


class HubDidNotStart(Exception):
    """The web server ended, or was not ready in time; its log is the message."""


@contextmanager
def running_hub(folder: Path, database: Address, settings: str = "onward.config.settings") -> Iterator[str]:
    """Serve this database, with the keys in the folder, for the block; give its address."""
    port = _free_port()
    service = web_server(_WSGI, port=port, logs=folder / f"logs-{port}")
    service.log.parent.mkdir()
    with service.log.open("wb") as file:
        server = subprocess.Popen(
            service.command, env=_environment(folder, database, settings), stdout=file, stderr=file
        )
    try:
        _wait(server, port, service.log)
        yield f"http://{HOST}:{port}"
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    """Let the system choose, so that two workers of the test run do not choose the same."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _environment(folder: Path, database: Address, settings: str) -> dict[str, str]:
    return {
        **os.environ,
        "ONWARD_DATA": str(folder),
        "ONWARD_DATABASE_URL": database.url(),
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": f"src{os.pathsep}.",
    }


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while not is_ready(port):
        if server.poll() is not None or time.monotonic() > deadline:
            raise HubDidNotStart(log.read_text(encoding="utf-8", errors="replace"))
        time.sleep(0.05)
