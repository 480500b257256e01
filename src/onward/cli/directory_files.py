"""The files that the commands about the directory read and write."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from onward.cli.directory_plans import tell_faults
from onward.directory.list_columns import Rows
from onward.directory.list_reading import read_list
from onward.formats.tables.refused import TableRefused

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUTPUT = click.File("w", encoding="utf-8", lazy=True)


@contextmanager
def rows_of(file: Path) -> Iterator[Rows]:
    """Give the block the file's rows; a file that is no list at all ends the command, with the reason."""
    with file.open("rb") as stream:
        try:
            yield read_list(stream, file.name)
        except TableRefused as refused:
            tell_faults(refused.faults)
            click.get_current_context().exit(1)
