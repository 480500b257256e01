"""`./onward demo` as its reader meets it."""

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.journeys.conftest import RunningHub

from onward.cli.listening import USUAL, note_address, noted_address
from onward.config.main import COMPOSITION
from onward.demo.credentials import DemoSystemsMissing, keep_demo_systems
from onward.demo.stories.catalogue import STORIES
from onward.demo.stories.command import demo


def run(folder: Path, *arguments: str) -> Result:
    # The test's database runs already: the command has none to start.
    hub = replace(COMPOSITION, database=nullcontext, data_folder=lambda: folder)
    return CliRunner().invoke(demo, arguments, obj=hub)


def test_the_list_names_every_story(tmp_path: Path) -> None:
    result = run(tmp_path, "--list")

    assert result.exit_code == 0
    assert all(f"  {story.name} " in result.output for story in STORIES)


def test_a_story_that_does_not_exist_is_refused_with_those_that_do(tmp_path: Path) -> None:
    result = run(tmp_path, "--story", "dragons")

    assert result.exit_code == 2
    assert "quiet-move" in result.output


def test_without_demo_systems_it_is_said_what_to_do(tmp_path: Path) -> None:
    result = run(tmp_path, "--story", "quiet-move")

    assert isinstance(result.exception, DemoSystemsMissing)


@pytest.mark.slow
def test_a_story_is_played_where_the_hub_said_that_it_listens(running: RunningHub, tmp_path: Path) -> None:
    keep_demo_systems(tmp_path, running.systems)
    note_address(tmp_path, running.address)

    result = run(tmp_path, "--story", "quiet-move")

    assert result.exit_code == 0
    assert "  1  Given " in result.output
    assert "reads `settled`" in result.output
    assert result.output.endswith("Every step was checked against what the hub shows.\n")


def test_where_nothing_was_noted_the_usual_address_is_taken(tmp_path: Path) -> None:
    assert noted_address(tmp_path) == USUAL
