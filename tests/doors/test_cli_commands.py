import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from onward.cli.check import Step
from onward.cli.check import run as run_step
from onward.cli.lazy_group import take_data_folder
from onward.cli.left_over import end_left_over, remember
from onward.cli.ports import NoFreePort, first_free
from onward.cli.processes import Service, Supervisor
from onward.config.main import COMMANDS, COMPOSITION, onward


@pytest.fixture
def data_variable() -> Iterator[None]:
    before = os.environ["ONWARD_DATA"]
    yield
    os.environ["ONWARD_DATA"] = before


@pytest.mark.parametrize("name", [each.name for each in COMMANDS])
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    result = CliRunner().invoke(onward, [name, "--help"], obj=COMPOSITION)

    assert result.exit_code == 0, result.output
    assert "Example" in result.output or "Commands:" in result.output


def test_the_overview_names_every_command() -> None:
    result = CliRunner().invoke(onward, ["--help"], obj=COMPOSITION)

    assert all(each.name in result.output for each in COMMANDS if not each.hidden)


@pytest.mark.parametrize(
    "args",
    [["--data", "/x", "up", "--empty"], ["up", "--data=/x", "--empty"], ["up", "--empty", "--data", "/x"]],
)
def test_the_data_folder_may_stand_anywhere(data_variable: None, args: list[str]) -> None:
    rest = take_data_folder(args)

    assert (rest, os.environ["ONWARD_DATA"]) == (["up", "--empty"], "/x")


def test_a_taken_port_gives_way_to_the_next() -> None:
    import socket  # noqa: PLC0415 -- beside its one use

    with socket.socket() as taken:
        port = first_free(21000)
        taken.bind(("127.0.0.1", port))

        assert first_free(port) > port


def test_no_free_port_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onward.cli.ports.TRIES", 0)

    with pytest.raises(NoFreePort, match="is free"):
        first_free(21000)


def test_a_failing_check_is_told_with_its_output() -> None:
    result = run_step(Step(name="x", command=["sh", "-c", "echo wrong; exit 3"], mend=""))

    assert (result.passed, result.output) == (False, "wrong\n")


@pytest.mark.slow
def test_a_service_that_ignores_the_signal_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onward.cli.processes.PATIENCE", 0.5)
    remembered: list[object] = []
    stubborn = Service(
        name="It",
        command=["sh", "-c", "trap '' TERM; echo ready; sleep 60 & wait; sleep 60"],
        log=tmp_path / "log",
    )
    supervisor = Supervisor([stubborn], environment=os.environ, say=print, remember=remembered.append)

    supervisor.start()
    while not (tmp_path / "log").read_text(encoding="utf-8"):
        pass
    pids = supervisor.process_ids()
    supervisor.stop()

    assert remembered == [pids, []]


@pytest.mark.slow
def test_only_the_very_processes_that_were_started_are_ended(tmp_path: Path) -> None:
    file = tmp_path / "processes.json"
    sleeper = Service(name="It", command=["sleep", "60"], log=tmp_path / "log")
    supervisor = Supervisor(
        [sleeper], environment=os.environ, say=print, remember=lambda pids: remember(file, pids)
    )
    supervisor.start()
    written = file.read_text(encoding="utf-8")

    file.write_text(written.replace(".", "0."), encoding="utf-8")
    spared = end_left_over(file)
    file.write_text(written, encoding="utf-8")
    ended = end_left_over(file)

    supervisor.stop()
    assert (spared, ended) == (0, 1)
