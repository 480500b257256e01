"""Reports of the figures, computed from the database alone."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from onward.cli.composition import composition, with_database
from onward.statistics.appendix_one import AppendixOne, read_appendix_one
from onward.statistics.comparison import Cell, compare
from onward.statistics.figure import message_volumes


@click.group()
def report() -> None:
    """Print the published kinds of figures, computed from the database."""


@report.command(
    "appendix-1",
    epilog="""\b
Examples:
  ./onward report appendix-1                      both tables
  ./onward report appendix-1 --compare            beside the published ones; fails if a cell differs
  ./onward report appendix-1 --figure volumes.svg
""",
)
@click.option("--compare", "is_compared", is_flag=True, help="Compare every cell with what was published.")
@click.option("--figure", type=click.Path(dir_okay=False, path_type=Path), help="Write the figure as SVG.")
@with_database
def appendix_one(*, is_compared: bool, figure: Path | None) -> None:
    """Transfers by leaving reason, and messages by month."""
    counted = read_appendix_one(end=datetime.now(tz=UTC) + timedelta(days=1))
    if figure:
        figure.write_text(message_volumes(counted.months), encoding="utf-8")
    if not is_compared:
        _print_tables(counted)
        return
    cells = compare(counted, composition().published())
    _print_comparison(cells)
    if not all(cell.is_equal for cell in cells):
        sys.exit(1)


def _print_tables(counted: AppendixOne) -> None:
    console = Console()
    table = Table("Code", "Reason for leaving", title="Transfers by leaving reason")
    table.add_column("Number of pupils", justify="right")
    for row in counted.reasons:
        table.add_row(row.code or "(null)", row.name, f"{row.count:,}")
    table.add_section()
    table.add_row("", "Total", f"{counted.transfers:,}")
    console.print(table)
    table = Table("Month", title="Messages by month")
    table.add_column("Messages", justify="right")
    for row in counted.months:
        table.add_row(row.name, f"{row.count:,}")
    table.add_section()
    table.add_row("Total", f"{counted.messages:,}")
    console.print(table)


def _print_comparison(cells: tuple[Cell, ...]) -> None:
    table = Table("Table", "Cell", title="Published and counted")
    for heading in ("Published", "Counted"):
        table.add_column(heading, justify="right")
    table.add_column("")
    for cell in cells:
        verdict = "equal" if cell.is_equal else "DIFFERENT"
        table.add_row(cell.table, cell.code or "(null)", f"{cell.published:,}", f"{cell.counted:,}", verdict)
    Console().print(table)
    different = sum(not cell.is_equal for cell in cells)
    click.echo(f"{len(cells)} cells compared, {different} different.")
