"""`./onward bench`: measure this machine in one run, on a hub that exists only for it."""

import json
import signal
from pathlib import Path

import click
from rich.box import MARKDOWN
from rich.console import Console

from onward.cli.bench.figures import Report, table_of
from onward.cli.bench.hub import standing_hub, temporary_hub
from onward.cli.bench.page_figures import QUICK_PAGES, PageReport, PageSizes, table_of_pages
from onward.cli.bench.sizes import QUICK, Sizes
from onward.cli.composition import Composition, composition

WIDE = 160


@click.command(
    epilog="""\b
Examples:
  ./onward bench                      about two minutes; best on a quiet machine
  ./onward bench --json figures.json  the same figures for a program
  ./onward bench --in /srv/disk       measure the disk that is there
  ./onward bench --quick              seconds: shows that it works, not how fast
  ./onward bench --pages              every page of the website, on a small invented nation
  ./onward bench --pages --data .onward-replay    on the nation that ./onward replay has left there
"""
)
@click.option("--pages", is_flag=True, help="Open every page of the website instead, signed in as each role.")
@click.option("--quick", is_flag=True, help="A few seconds only; its figures mean little.")
@click.option(
    "--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write them as JSON too."
)
@click.option("--markdown", is_flag=True, help="Print the table as Markdown, for a document.")
@click.option(
    "--in", "beside", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder in which the temporary hub is made; beside the data folder unless said otherwise.",
)  # fmt: skip
def bench(*, pages: bool, quick: bool, markdown: bool, file: Path | None, beside: Path | None) -> None:
    """Measure durable intake over HTTP and in batches, reads, and row security, beside the disk's limits.

    A hub of its own, with an embedded PostgreSQL in a temporary folder, is set up, measured and deleted;
    your data is not touched. Compare ratios: rates follow the disk and whatever else the machine does.
    With --pages the folder of a replay is used as it is, if --data names one: people, e-mails and the audit
    of the looks are added to it.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    hub = composition()
    place = beside or hub.data_folder().parent
    report: Report | PageReport
    if pages:
        report = _measured_pages(hub, place, QUICK_PAGES if quick else PageSizes())
    else:
        with temporary_hub(hub, place) as measured:
            # Django is set up only now.
            from onward.cli.bench.measuring import measure  # noqa: PLC0415

            report = measure(measured, QUICK if quick else Sizes(), _say)
    _show(report, as_markdown=markdown)
    if file:
        file.write_text(json.dumps(report.to_json(), indent=2) + "\n", encoding="utf-8")


def _measured_pages(hub: Composition, place: Path, sizes: PageSizes) -> PageReport:
    if hub.has_nation():
        with standing_hub(hub) as measured:
            return hub.measure_pages(measured, sizes, _say)
    _say("Inventing a nation, and replaying its traffic ...")
    with temporary_hub(hub, place) as measured:
        hub.invent_nation(sizes, _say)
        return hub.measure_pages(measured, sizes, _say)


def _say(line: str) -> None:
    click.echo(line, err=True)


def _show(report: Report | PageReport, *, as_markdown: bool) -> None:
    console = Console()
    console.width = max(console.width, WIDE)
    table = table_of(report) if isinstance(report, Report) else table_of_pages(report)
    if as_markdown:
        table.box = MARKDOWN
    console.print(table)
    console.print(report.words, highlight=False, soft_wrap=True)
