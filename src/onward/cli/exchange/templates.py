"""`onward template`: an empty list to fill in."""

from pathlib import Path

import click

from onward.formats.lists.list_column import ListKind
from onward.formats.lists.template import csv_template, xlsx_template


@click.command(
    epilog="""\b
Examples:
  ./onward template leavers --out leavers.xlsx     with choices in the cells and an explanation of each column
  ./onward template joiners --out joiners.csv
""",
)
@click.argument("kind", type=click.Choice([each.value for each in ListKind]))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    required=True,
    help="The file to write, ending in .csv or .xlsx. An existing file is not overwritten.",
)
def template(kind: str, out: Path) -> None:
    """Write an empty list of leavers or joiners. `./onward send` takes it back, filled in."""
    suffix = out.suffix.lower()
    if suffix not in {".csv", ".xlsx"}:
        raise click.BadParameter("the name must end in .csv or .xlsx", param_hint="--out")
    if out.exists():
        raise click.BadParameter(f"{out} is there already", param_hint="--out")
    of_kind = ListKind(kind)
    whole = xlsx_template(of_kind) if suffix == ".xlsx" else "".join(csv_template(of_kind)).encode()
    out.write_bytes(whole)
    click.echo(f"Wrote {out}. Fill it in and send it with ./onward send.")
