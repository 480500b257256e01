"""`./onward replay`: the published fourteen months through the real hub, in a database of its own."""

import sys
from pathlib import Path

import click
import django

from onward.cli.composition import Composition, composition
from onward.demo.replay.folder import begin_in, make_room
from onward.demo.traffic.figures import published

MONTHS = len(published().by_month)


@click.command(
    epilog="""\b
Examples:
  ./onward replay                              everything: 700,000 pupils, 357,493 messages
  ./onward replay --months 1 --scale 0.02      a taste, in seconds
  ./onward replay --fresh                      again, after an earlier one
Without --data it works beside the hub's own data, in .onward-replay, and never touches the hub.
"""
)
@click.option(
    "--months",
    type=click.IntRange(1, MONTHS),
    default=MONTHS,
    show_default=True,
    help="How many months, from February 2008 on.",
)
@click.option(
    "--scale",
    type=click.FloatRange(0.002, 1.0),
    default=1.0,
    show_default=True,
    help="How much of the nation and of the traffic.",
)
@click.option("--fresh", is_flag=True, help="Delete an earlier replay in the folder first.")
def replay(months: int, scale: float, *, fresh: bool) -> None:
    """Drive the traffic that was published through the hub, at simulated dates, and count what came of it.

    Every message is said by a school of an invented nation and taken by the same intake as any other;
    each simulated night the hub's clock reminds, raises alarms and tells. Exit code 1 if a message was
    refused or a figure is not as planned.
    """
    hub = composition()
    folder = hub.data_folder()
    make_room(hub, folder, fresh=fresh)
    begin_in(folder, months=months, scale=scale)
    hub.create_keys()
    with hub.database():
        hub.set_up(lambda _: None)
        is_as_planned = _run(hub, folder, months=months, scale=scale)
    sys.exit(0 if is_as_planned else 1)


def _run(hub: Composition, folder: Path, *, months: int, scale: float) -> bool:
    django.setup()
    from onward.demo.replay.whole import run_whole  # noqa: PLC0415 -- Django is set up only now

    is_as_planned = run_whole(months=months, scale=scale, say=click.echo)
    where = f" --data {folder}"
    click.echo("Now see for yourself:")
    if scale == 1.0 and months == MONTHS:
        click.echo(f"  ./onward report appendix-1 --compare{where}")
    click.echo(f"  ./onward doctor{where}")
    return is_as_planned
