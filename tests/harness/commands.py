"""The exchange as typed at the command line of a hub whose database runs already."""

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner, Result
from tests.harness import files
from tests.harness.cast import Cast

from onward.config.main import COMPOSITION
from onward.database.sight import seen_as
from onward.foundation.sight import HUB

THIS_HUB = replace(COMPOSITION, database=nullcontext)
ARBROATH, SELKIRK = "5300120-primary", "5600351-primary"
OPEN = ("--protection", "not-protected")


def run(command: click.Command, *arguments: object) -> Result:
    """Run a command, as typed."""
    return CliRunner().invoke(command, [str(each) for each in arguments], obj=THIS_HUB)


def list_of(cast: Cast, folder: Path, *pupils: dict[str, Any]) -> Path:
    """Write a list of pupils who leave Arbroath for Selkirk."""
    file = folder / "leavers.csv"
    file.write_bytes(files.csv_file(cast, pupils))
    return file


def seen(model: Any, **wanted: Any) -> list[Any]:
    """Return these rows as the hub sees them."""
    with seen_as(HUB):
        return list(model.objects.filter(**wanted).order_by("pk"))
