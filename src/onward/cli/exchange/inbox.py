"""`onward inbox`: what waits in a school's mailbox."""

from collections.abc import Collection, Iterator

import click

from onward.cli.columns import tell_table
from onward.cli.composition import with_database
from onward.cli.exchange.desk import Desk, desk_of, school_option
from onward.messaging.mailbox import DeliveryRow
from onward.messaging.workflow import WAITING, DeliveryState
from onward.operations.reading.mailbox import look_into_mailbox

AT_ONCE = 500
_HEADINGS = ("Delivery", "Kind", "From", "Bytes", "There since", "Collect by", "State")


@click.command(
    epilog="""\b
Examples:
  ./onward inbox --school 8012345-primary
  ./onward inbox --school 8012345-primary --all
"""
)
@school_option
@click.option("--all", "shows_all", is_flag=True, help="Also what was collected, acknowledged and filed.")
@with_database
def inbox(*, school_key: str, shows_all: bool) -> None:
    """List what waits in a school's mailbox. Nothing counts as collected by this."""
    desk = desk_of(school_key)
    rows = [_cells(each, desk) for each in lying(desk, states=() if shows_all else WAITING)]
    tell_table(_HEADINGS, rows)
    click.echo(f"{len(rows):,} {'in the mailbox' if shows_all else 'waiting'} of {desk.title}.")


def lying(desk: Desk, *, states: Collection[DeliveryState]) -> Iterator[DeliveryRow]:
    """Give the deliveries in a school's mailbox in these states (none: all), oldest first."""
    after = None
    while page := look_into_mailbox(by=desk.by, now=desk.now, limit=AT_ONCE, after=after, states=states):
        yield from (each.delivery for each in page)
        after = page[-1].delivery.id


def _cells(row: DeliveryRow, desk: Desk) -> tuple[str, ...]:
    return (
        str(row.id),
        row.kind,
        desk.key_of(row.sender_school_id) or "the hub",
        f"{row.size:,}",
        f"{row.available_at:%Y-%m-%d}",
        f"{row.expires_on}",
        row.state.value,
    )
