"""What the composition root hands to the commands, so that commands need not know what lies above them."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Literal, ParamSpec, TypeVar

import click

if TYPE_CHECKING:
    from onward.cli.bench.hub import MeasuredHub
    from onward.cli.bench.page_figures import PageReport, PageSizes

P = ParamSpec("P")
R = TypeVar("R")
Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Composition:
    """The hub as commands use it. Each function reads the environment when it is called.

    `data_folder` is where this installation lives. `create_keys` makes its keys once. `fetch` gets what
    browsers need to be served or tested, and says so if it cannot. `set_up` creates what is missing in the
    database: roles, tables, row security. `database` starts the embedded PostgreSQL where needed and stops it
    after its last user. `add_key` makes a key of a purpose, `remove_key` puts an old one away. `remove`
    deletes the installation. `first_run` fills an empty demo hub; `welcome` gives the lines that tell a
    newcomer what to try at an address. `child_environment` is what a process of the service may know.
    `published` is the folder of published figures to compare with. `has_nation` says whether a replay's
    nation is in the data folder, `invent_nation` replays some months of one at a scale into an empty hub,
    and `measure_pages` opens every page of the website on it, served by `replayed_wsgi`.
    """

    data_folder: Callable[[], Path]
    create_keys: Callable[[], None]
    fetch: Callable[[Literal["run", "test"], Say], None]
    set_up: Callable[[Say], None]
    database: Callable[[], AbstractContextManager[None]]
    add_key: Callable[[str], str]
    remove_key: Callable[[str], None]
    remove: Callable[[], None]
    first_run: Callable[[Say], None]
    welcome: Callable[[str], Sequence[str]]
    child_environment: Callable[[], Mapping[str, str]]
    published: Callable[[], Path]
    has_nation: Callable[[], bool]
    invent_nation: "Callable[[PageSizes, Say], None]"
    measure_pages: "Callable[[MeasuredHub, PageSizes, Say], PageReport]"
    wsgi: str
    replayed_wsgi: str


def composition() -> Composition:
    """Return the composition of the command that runs now."""
    found = click.get_current_context().find_object(Composition)
    if found is None:
        raise click.UsageError("Start commands through ./onward.")
    return found


def with_database(function: Callable[P, R]) -> Callable[P, R]:
    """Run a command with the database there: started if it is the embedded one, stopped again afterwards."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with composition().database():
            return function(*args, **kwargs)

    return run
