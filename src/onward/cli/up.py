"""`./onward up`: everything that a hub needs, started and watched in one terminal."""

import fcntl
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from onward.cli.composition import Composition, composition
from onward.cli.left_over import end_left_over, remember
from onward.cli.listening import FILE_NAME, forget_address, note_address, noted_address
from onward.cli.ports import HOST, LAST_PORT, NoFreePort, first_free, is_ready
from onward.cli.processes import Service, Supervisor
from onward.cli.web_server import WEB_LOG, web_server

DEFAULT_PORT = 8400
READY_WITHIN = 60.0
PROCESSES = "processes.json"


@click.command(
    epilog="""\b
Examples:
  ./onward up                         start here, with the invented nation
  ./onward up --port 9000             listen on another port
  ./onward up --data /srv/onward      keep keys, documents and database there
  ./onward up --empty                 start without any pupils
  ./onward up --reset                 delete everything and begin again
"""
)
@click.option(
    "--port",
    type=click.IntRange(1, LAST_PORT),
    default=DEFAULT_PORT,
    show_default=True,
    help="Port on 127.0.0.1; the next free one if taken.",
)
@click.option(
    "--data", metavar="DIR", expose_value=False, help="Folder for keys, documents and the embedded database."
)
@click.option("--empty", is_flag=True, help="Do not load the invented nation.")
@click.option("--reset", is_flag=True, help="Delete keys, documents and database first. Asks.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def up(port: int, *, empty: bool, reset: bool, yes: bool) -> None:
    """Start the hub on this machine: database, web server, worker and deadline clock.

    The first run sets everything up; later runs start in seconds and keep the data. Ctrl-C stops it all.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.default_int_handler)
    hub = composition()
    folder = hub.data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with _only_one(folder):
        forget_address(folder)
        if reset:
            _reset(hub, folder, ask=not yes)
        if not empty:
            os.environ["ONWARD_DEMO"] = "1"
        hub.create_keys()
        hub.fetch("run", _say)
        with hub.database():
            hub.set_up(_say)
            if not empty:
                hub.first_run(_say)
            _serve(hub, folder, port)
    _say("Stopped. Your data is kept; ./onward up starts it again.")


def _say(line: str) -> None:
    click.echo(line)
    sys.stdout.flush()


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    with (folder / "up.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            where = noted_address(folder) if (folder / FILE_NAME).exists() else "still starting"
            raise click.ClickException(f"Onward runs already with the data in {folder}: {where}.") from None
        yield


def _reset(hub: Composition, folder: Path, *, ask: bool) -> None:
    if ask:
        click.confirm(f"Delete every pupil, message, document and key in {folder}?", abort=True)
    hub.remove()
    _say("Everything is deleted.")


def _serve(hub: Composition, folder: Path, wanted: int) -> None:
    if end_left_over(folder / PROCESSES):
        _say("Ended what an interrupted run had left running.")
    try:
        port = first_free(wanted)
    except NoFreePort as error:
        raise click.ClickException(str(error)) from error
    if port != wanted:
        _say(f"Port {wanted} is taken; using {port}.")
    supervisor = Supervisor(
        _services(hub, folder, port),
        environment={"ONWARD_ADDRESS": f"http://{HOST}:{port}", **hub.child_environment()},
        say=_say,
        remember=lambda process_ids: remember(folder / PROCESSES, process_ids),
    )
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: supervisor.request_stop())
    try:
        supervisor.start()
        _announce(hub, supervisor, port, folder)
        supervisor.watch()
        _say("Stopping ...")
    finally:
        supervisor.stop()


def _services(hub: Composition, folder: Path, port: int) -> Sequence[Service]:
    logs = folder / "logs"
    worker = [sys.executable, "-P", "-m", "onward.config", "worker"]
    return (
        web_server(hub.wsgi, port=port, logs=logs),
        Service(name="The worker", command=worker, log=logs / "worker.log"),
    )


def _announce(hub: Composition, supervisor: Supervisor, port: int, folder: Path) -> None:
    """Say where the hub runs once it is ready, and what is amiss when that takes long."""
    address = f"http://{HOST}:{port}"
    note_address(folder, address)
    seen = supervisor.watch(until=lambda: is_ready(port), within=READY_WITHIN)
    if seen == "late":
        log = folder / "logs" / WEB_LOG
        _say(f"Onward is not ready after {READY_WITHIN:.0f} s: {address}/health/ready does not answer 200.")
        _say(f"Its log says why: {log}. Still waiting; Ctrl-C stops it.")
        seen = supervisor.watch(until=lambda: is_ready(port))
    if seen == "stopping":
        return
    _say(f"Onward runs at {address} (data and logs in {folder}).")
    for line in hub.welcome(address):
        _say(line)
    _say("Ctrl-C stops it.")
