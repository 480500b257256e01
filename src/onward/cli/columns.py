"""Rows in columns, for people and for other programs: as wide as needed, nothing cut off."""

from collections.abc import Sequence

import click

_GAP = "  "


def counted(count: int, one: str, many: str) -> str:
    """Return a number with its noun, as English has it."""
    return f"{count:,} {one if count == 1 else many}"


def tell_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print the rows under their headings; nothing where there is no row."""
    if not rows:
        return
    widths = [max(len(row[place]) for row in (headings, *rows)) for place in range(len(headings))]
    for row in (headings, *rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo(_GAP.join(cells).rstrip())
