"""Which deadlines a change moves, or moved, in lines for an operator."""

from collections import Counter
from datetime import date

import click

from onward.operations.deadlines import Recount

SHOWN = 20
"""How many moves are shown; the total is always told."""


def tell_recount(recount: Recount, today: date) -> None:
    """Show where deadlines go, by authority and day, and how many of them will have passed."""
    if not recount.moved:
        click.echo("No running deadline moves.")
        return
    counts: Counter[tuple[str, date, date]] = Counter()
    for each in recount.rows:
        counts[each.authority_id, each.before, each.after] += each.count
    click.echo("Deadlines:")
    for (authority, before, after), count in sorted(counts.items())[:SHOWN]:
        click.echo(f"  {count:,} counted in {authority}'s school days: {before} -> {after}")
    if len(counts) > SHOWN:
        click.echo(f"  and {len(counts) - SHOWN:,} more days")
    passed = recount.overdue(today)
    warning = f", {passed:,} of them to a day that has passed: alarms will be raised" if passed else ""
    click.echo(f"{recount.moved:,} running deadlines move{warning}.")
