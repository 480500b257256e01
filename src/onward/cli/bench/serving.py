"""The hub's own web server for the measurements, started as `./onward up` starts it, and a token for it."""

import http.client
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from onward.access.facts import IssuedCredential
from onward.cli.bench.hub import MeasuredHub
from onward.cli.bench.load import HubRefused, LoadClient
from onward.cli.ports import HOST, first_free, is_ready
from onward.cli.processes import Supervisor
from onward.cli.web_server import web_server

FIRST_PORT = 8600
READY_WITHIN = 60.0


@dataclass(frozen=True, kw_only=True)
class Served:
    """A web server that answers: its process id, and a client with a token of the bench's system."""

    process_id: int
    client: LoadClient


@dataclass(frozen=True, kw_only=True)
class Running:
    """A web server that answers."""

    process_id: int
    port: int


@contextmanager
def serving(hub: MeasuredHub, credential: IssuedCredential) -> Iterator[Served]:
    """Run the web server for the block, with a token for it.

    Raises:
        HubRefused: it does not answer, or gives no token.
    """
    with web_running(hub, wsgi=hub.composition.wsgi) as running:
        token = _token(running.port, credential)
        client = LoadClient(port=running.port, token=token, folder=hub.folder)
        yield Served(process_id=running.process_id, client=client)


@contextmanager
def web_running(hub: MeasuredHub, *, wsgi: str) -> Iterator[Running]:
    """Run the web server for the block; its processes are ended afterwards.

    Raises:
        HubRefused: it does not answer.
    """
    port = first_free(FIRST_PORT)
    service = web_server(wsgi, port=port, logs=hub.folder / "logs")
    supervisor = Supervisor(
        [service],
        environment=hub.composition.child_environment(),
        say=_silently,
        remember=lambda _: None,
    )
    supervisor.start()
    try:
        _wait_for(port)
        yield Running(process_id=supervisor.process_ids()[0], port=port)
    finally:
        supervisor.stop()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while not is_ready(port):
        if time.monotonic() > deadline:
            raise HubRefused("The web server does not become ready.")
        time.sleep(0.1)


def _token(port: int, credential: IssuedCredential) -> str:
    form = {
        "grant_type": "client_credentials",
        "client_id": str(credential.client_id),
        "client_secret": credential.secret,
    }
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/oauth/token", urlencode(form), kind)
    answer = json.loads(connection.getresponse().read())
    connection.close()
    if "access_token" not in answer:
        raise HubRefused(str(answer))
    return str(answer["access_token"])


def _silently(_line: str) -> None:
    pass
