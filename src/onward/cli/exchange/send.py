"""`onward send`: a file of pupils into the hub, with a verdict for each."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import click

from onward.cli.atomic_file import written_whole
from onward.cli.composition import with_database
from onward.cli.directory_plans import tell_faults
from onward.cli.exchange.desk import Desk, desk_of, end_with, school_option
from onward.cli.exchange.tally import Tally, verdict_word
from onward.cli.progress import progress_bar
from onward.formats.forms import Protection
from onward.formats.lists.list_column import ListKind
from onward.formats.lists.results import RowResult, results_csv
from onward.operations.intake.files import FileTaken, Line, Mode, take_file

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
RESULTS = click.Path(dir_okay=False, writable=True, path_type=Path)
_NOTHING_READ = "Nothing of the file could be read, so nothing was taken."


class _Mapping(click.ParamType[tuple[str, str]]):
    name = '"HEADING=FIELD"'

    def convert(
        self, value: str | tuple[str, str], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        heading, equals, field = value.rpartition("=")
        if not equals or not heading.strip():
            self.fail('write it as "Heading=field", such as "Birth date=pupil.born"', param, ctx)
        return heading.strip(), field.strip()


@click.command(
    epilog="""\b
Examples:
  ./onward send leavers.xlsx --school 8012345-primary --protection not-protected
  ./onward send leavers.xlsx --school 8012345-primary --check      tell the verdicts, keep nothing
  ./onward send list.csv --school 8012345-primary --kind joiners --map "Born on=pupil.born" --map "Class="
  ./onward send 8012345_CTF_8204001_001.xml --school 8012345-primary --results verdicts.csv
Sending a mended file again doubles nothing. Exit code: 0 all accepted, 3 something was rejected.
""",
)
@click.argument("file", type=FILE)
@school_option
@click.option(
    "--protection",
    type=click.Choice([each.value for each in Protection]),
    help="Are the families' whereabouts protected? For the pupils of whom the file does not say."
    " Without an answer they are treated as protected.",
)
@click.option(
    "--kind", type=click.Choice([each.value for each in ListKind]), help="Which list it is, if not plain."
)
@click.option(
    "--map", "mapping", type=_Mapping(), multiple=True, help="Read a heading as a field; repeatable."
)
@click.option("--check", "checks", is_flag=True, help="Tell the verdicts and keep nothing.")
@click.option("--results", type=RESULTS, help="Write every verdict, fault and warning to this CSV file.")
@with_database
def send(
    file: Path,
    *,
    school_key: str,
    protection: str | None,
    kind: str | None,
    mapping: tuple[tuple[str, str], ...],
    checks: bool,
    results: Path | None,
) -> None:
    """Send FILE for a school: a transfer file (CTF), a list as CSV or XLSX, or JSON."""
    desk = desk_of(school_key)
    started = time.monotonic()
    with file.open("rb") as stream:
        taken = take_file(
            stream,
            name=file.name,
            school=desk.school,
            by=desk.by,
            clock=desk.clock,
            keyring=desk.keyring,
            protection=Protection(protection) if protection else None,
            kind=ListKind(kind) if kind else None,
            mapping=dict(mapping),
            scn_element=desk.scn_element,
            mode=Mode.CHECK if checks else Mode.KEEP,
        )
        tell_faults(taken.notes)
        if taken.is_refused:
            click.echo(_NOTHING_READ)
            end_with(rejected=1)
        tally = _read(taken, stream, file, results)
    _sum_up(tally, taken, desk, seconds=time.monotonic() - started)
    if checks:
        click.echo("This was a check: nothing was kept. Send the file without --check to have it taken.")
    end_with(rejected=tally.rejected)


def _read(taken: FileTaken, stream: BinaryIO, file: Path, results: Path | None) -> Tally:
    tally, size = Tally(taken.kind), file.stat().st_size
    with progress_bar(f"{file.name}, bytes") as progress:
        lines = tally.counted(_watched(taken.lines, stream, lambda done: progress(min(done, size), size)))
        if results is None:
            deque(lines, maxlen=0)
        else:
            _record(lines, results)
    return tally


def _watched(lines: Iterable[Line], stream: BinaryIO, tell: Callable[[int], None]) -> Iterator[Line]:
    """Give the lines, and tell how far the stream was read; a workbook is read to and fro."""
    furthest = 0
    for line in lines:
        furthest = max(furthest, stream.tell())
        tell(furthest)
        yield line


def _record(lines: Iterable[Line], results: Path) -> None:
    rows = (RowResult(row=each.line, verdict=verdict_word(each), faults=each.faults) for each in lines)
    with written_whole(results) as file:
        for piece in results_csv(rows):
            file.write(piece.encode())


def _sum_up(tally: Tally, taken: FileTaken, desk: Desk, *, seconds: float) -> None:
    tally.tell()
    if not tally.items:
        click.echo("The file has no rows below its headings, or no items: there was nothing to send.")
    kind = taken.kind.value.upper() if taken.kind else ""
    rate = tally.items / max(seconds, 0.001)
    click.echo(f"Read as {kind} for {desk.title} in {seconds:.1f} s ({rate:,.0f} a second).")
