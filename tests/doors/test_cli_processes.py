"""The supervisor of `./onward up`: it may be told to stop at any moment, and keeps its logs to itself."""

import json
import os
import stat
import sys
import threading
from pathlib import Path
from types import FrameType

import pytest
from click.testing import CliRunner

from onward.cli import ports
from onward.cli.processes import Service, Supervisor
from onward.cli.up import up
from onward.cli.web_server import web_server

PATIENCE = 10.0


def supervisor_of(*services: Service) -> Supervisor:
    return Supervisor(services, environment=os.environ, say=lambda _: None, remember=lambda _: None)


@pytest.mark.slow
@pytest.mark.parametrize("moment", range(8))
def test_a_signal_may_ask_to_stop_at_any_moment_of_watching(moment: int) -> None:
    """A handler runs between two steps of whatever the process does, also within the calls of `watch`."""
    supervisor, moments = supervisor_of(), iter(range(moment + 1))

    def interrupt(_frame: FrameType, _event: str, _about: object) -> None:
        if next(moments, None) == moment:
            supervisor.request_stop()

    def watch() -> None:
        sys.setprofile(interrupt)
        supervisor.watch()

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    watching.join(PATIENCE)

    assert not watching.is_alive()


def test_watching_says_why_it_ended() -> None:
    supervisor = supervisor_of()

    assert supervisor.watch(until=lambda: True) == "so"
    assert supervisor.watch(within=-1) == "late"
    supervisor.request_stop()
    assert supervisor.watch(until=lambda: True) == "stopping"


def test_a_log_is_for_the_owner_alone_even_one_of_an_earlier_release(tmp_path: Path) -> None:
    old, new = tmp_path / "old.log", tmp_path / "new.log"
    old.touch(0o644)
    supervisor = supervisor_of(*(Service(name="It", command=["true"], log=log) for log in (old, new)))

    supervisor.start()
    supervisor.stop()

    assert [stat.S_IMODE(log.stat().st_mode) for log in (old, new)] == [0o600, 0o600]


@pytest.mark.slow
def test_whatever_the_web_server_logs_is_one_object_a_line(tmp_path: Path) -> None:
    service = web_server("onward.no_such_module:application", port=ports.first_free(8950), logs=tmp_path)
    supervisor = supervisor_of(service)

    supervisor.start()
    supervisor.watch(until=lambda: service.log.stat().st_size > 0, within=PATIENCE)
    supervisor.stop()

    first = service.log.read_text(encoding="utf-8").splitlines()[0]
    assert {"event", "level", "timestamp"} <= json.loads(first).keys()


def test_a_port_that_cannot_be_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    result = CliRunner().invoke(up, ["--port", "80000"])

    assert result.exit_code == 2
    assert "not in the range 1<=x<=65535" in result.output


def test_the_search_for_a_port_ends_at_the_last_that_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "is_free", lambda port: port > ports.LAST_PORT)

    with pytest.raises(ports.NoFreePort, match="No port from 65530 to 65535 is free"):
        ports.first_free(65530)
