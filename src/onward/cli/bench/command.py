"""`./onward bench`: measure this machine in one run, on a hub that exists only for it."""

import json
import signal
from pathlib import Path

import click
from rich.box import MARKDOWN
from rich.console import Console

from onward.cli.bench.figures import Report, table_of
from onward.cli.bench.hub import temporary_hub
from onward.cli.bench.sizes import QUICK, Sizes
from onward.cli.composition import composition

WIDE = 160


@click.command(
    epilog="""\b
Examples:
  ./onward bench                      about two minutes; best on a quiet machine
  ./onward bench --json figures.json  the same figures for a program
  ./onward bench --in /srv/disk       measure the disk that is there
  ./onward bench --quick              seconds: shows that it works, not how fast
"""
)
@click.option("--quick", is_flag=True, help="A few seconds only; its figures mean little.")
@click.option(
    "--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write them as JSON too."
)
@click.option("--markdown", is_flag=True, help="Print the table as Markdown, for a document.")
@click.option(
    "--in", "beside", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder in which the temporary hub is made; beside the data folder unless said otherwise.",
)  # fmt: skip
def bench(*, quick: bool, markdown: bool, file: Path | None, beside: Path | None) -> None:
    """Measure durable intake over HTTP and in batches, reads, and row security, beside the disk's limits.

    A hub of its own, with an embedded PostgreSQL in a temporary folder, is set up, measured and deleted;
    your data is not touched. Compare ratios: rates follow the disk and whatever else the machine does.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    hub = composition()
    place = beside or hub.data_folder().parent
    with temporary_hub(hub, place) as measured:
        # Django is set up only now.
        from onward.cli.bench.measuring import measure  # noqa: PLC0415

        report = measure(measured, QUICK if quick else Sizes(), _say)
    _show(report, as_markdown=markdown)
    if file:
        file.write_text(json.dumps(report.to_json(), indent=2) + "\n", encoding="utf-8")


def _say(line: str) -> None:
    click.echo(line, err=True)


def _show(report: Report, *, as_markdown: bool) -> None:
    console = Console()
    console.width = max(console.width, WIDE)
    table = table_of(report)
    if as_markdown:
        table.box = MARKDOWN
    console.print(table)
    console.print(
        f"{report.at}, {report.processors} processors, load {report.load_before:.1f} before the run,"
        f" Python {report.python}, PostgreSQL {report.postgresql}, synchronous_commit on.",
        highlight=False,
    )
