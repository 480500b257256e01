"""A click group that imports a command only when it is wanted, so that `./onward --help` is instant."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

DATA_OPTION = "--data"
DEFAULT_DATA = ".onward"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One command: its name, where it is (`module:attribute`) and its line in the overview.

    `uses_django` sets Django up before the module is imported, so that it may import models. A command
    with a `data_suffix` works on an installation of its own beside the hub's (`.onward` and the suffix),
    unless --data names another folder.
    """

    name: str
    target: str
    summary: str
    uses_django: bool = True
    hidden: bool = False
    data_suffix: str = ""


class LazyGroup(click.Group):
    """The group of all commands. `--data DIR` is understood anywhere on the command line."""

    def __init__(
        self, *, entries: Sequence[Entry], start_django: Callable[[], None], **attributes: Any
    ) -> None:
        """Take the entries in the order of the overview, and what sets Django up."""
        super().__init__(**attributes)
        self.entries = {each.name: each for each in entries}
        self.start_django = start_django

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the data folder out of the arguments, into the environment that the settings read."""
        rest = take_data_folder(args)
        if len(rest) == len(args):
            self._go_beside(rest)
        return super().parse_args(ctx, rest)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the overview."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        if entry.uses_django:
            self.start_django()
        module, _, attribute = entry.target.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def _go_beside(self, args: list[str]) -> None:
        entry = self.entries.get(next((each for each in args if not each.startswith("-")), ""))
        if entry and entry.data_suffix:
            os.environ["ONWARD_DATA"] = os.environ.get("ONWARD_DATA", DEFAULT_DATA) + entry.data_suffix

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the overview from the entries, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(each.name, each.summary) for each in self.entries.values() if not each.hidden]
            )


def take_data_folder(args: list[str]) -> list[str]:
    """Return the arguments without `--data DIR`, which goes into ONWARD_DATA."""
    rest: list[str] = []
    remaining = iter(args)
    for each in remaining:
        name, equals, value = each.partition("=")
        if name != DATA_OPTION:
            rest.append(each)
            continue
        folder = value if equals else next(remaining, "")
        if not folder:
            raise click.UsageError("--data needs a folder.")
        os.environ["ONWARD_DATA"] = folder
    return rest
