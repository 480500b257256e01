"""The commands: each explains itself, and every command that a page names exists."""

import re
from pathlib import Path

import click
import pytest
from procrastinate.contrib.django import app
from tests.harness.sources import PACKAGE, ROOT, name_of, pages

from onward.config.main import onward
from onward.jobs.schedule import SCHEDULE, Job
from onward.jobs.tasks import UPKEEP, Upkeep

_COMMAND = re.compile(r"\./onward((?: [a-z][a-z0-9-]*)*)")
_OPTION = re.compile(r"\./onward ([a-z][^`\n]*)")
_SETTING = re.compile(r"\bONWARD_[A-Z_]+\b")
_TELLING = [page for page in pages() if _COMMAND.search(page.read_text(encoding="utf-8"))]


def find(words: list[str]) -> tuple[click.Command, list[str]]:
    """Return the command that the words lead to, and the words that are left: its arguments."""
    context = click.Context(onward)
    command: click.Command = onward
    while words and isinstance(command, click.Group):
        inner = command.get_command(context, words[0])
        if inner is None:
            return command, words
        command, words = inner, words[1:]
    return command, words


def every_command(command: click.Command, path: str = "") -> dict[str, click.Command]:
    """Return every command by its words, groups and what is in them."""
    if not isinstance(command, click.Group):
        return {path: command}
    found: dict[str, click.Command] = {path: command} if path else {}
    for name in command.list_commands(click.Context(command)):
        inner = command.get_command(click.Context(command), name)
        assert inner is not None
        found |= every_command(inner, f"{path} {name}".strip())
    return found


def unknown_in(text: str) -> list[str]:
    """Return the commands that a text names and that do not exist."""
    unknown = []
    for words in (each.split() for each in _COMMAND.findall(text)):
        command, rest = find(words)
        if words and (command is onward or (isinstance(command, click.Group) and rest)):
            unknown.append(" ".join(words))
    return unknown


@pytest.mark.parametrize("page", _TELLING, ids=name_of)
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    assert unknown_in(page.read_text(encoding="utf-8")) == []


def test_a_command_that_is_not_there_is_seen() -> None:
    text = "`./onward up`, `./onward audit verify --head X`, `./onward fly`, `./onward audit fly`, `./onward`"

    assert unknown_in(text) == ["fly", "audit fly"]


def test_examples_of_commands_are_not_wrapped() -> None:
    """Only a paragraph that begins with \\b keeps its lines."""
    wrapped = [
        name
        for name, command in every_command(onward).items()
        if len(command.epilog or "") > 70
        and "./onward" in (command.epilog or "")
        and "\b" not in (command.epilog or "")
    ]

    assert wrapped == []


@pytest.mark.parametrize("page", _TELLING, ids=name_of)
def test_every_option_that_a_page_names_exists(page: Path) -> None:
    strange = []
    for line in _OPTION.findall(page.read_text(encoding="utf-8")):
        words = line.partition("#")[0].split()
        command, _ = find([word for word in words if not word.startswith("-")])
        known = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
        takes_all = command.context_settings.get("ignore_unknown_options")
        strange += [
            f"{command.name} {word}"
            for word in (each.partition("=")[0] for each in words)
            if word.startswith("--") and word not in {*known, "--data", "--help"} and not takes_all
        ]

    assert strange == []


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "docs" / "operating.md"], ids=name_of)
def test_every_setting_that_a_page_names_is_read(page: Path) -> None:
    readers = (PACKAGE / "config" / "env.py", ROOT / "onward")
    read = {name for file in readers for name in _SETTING.findall(file.read_text(encoding="utf-8"))}

    assert set(_SETTING.findall(page.read_text(encoding="utf-8"))) <= read


def test_every_setting_is_told_to_operators() -> None:
    read = set(_SETTING.findall((PACKAGE / "config" / "env.py").read_text(encoding="utf-8")))

    assert read <= set(_SETTING.findall((ROOT / "docs" / "operating.md").read_text(encoding="utf-8")))


@pytest.mark.parametrize(("path", "command"), every_command(onward).items())
def test_every_command_says_what_it_does(path: str, command: click.Command) -> None:
    said = (command.help or "").strip()

    assert said.partition("\n\n")[0].endswith("."), path
    assert isinstance(command, click.Group) or "Example" in (command.epilog or ""), path


def test_every_job_says_what_it_does_and_why_it_may_run_twice() -> None:
    own = {name for name, task in app.tasks.items() if task.func.__module__.startswith("onward.")}
    told: tuple[Job | Upkeep, ...] = (*SCHEDULE, *UPKEEP)

    assert own
    assert own == {each.name for each in told}
    assert all(text.endswith(".") for each in told for text in (each.does, each.again))
