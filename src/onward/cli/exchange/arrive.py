"""`onward arrive`: pupils who were expected are on the roll."""

import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

import click

from onward.cli.composition import with_database
from onward.cli.exchange.desk import Desk, desk_of, end_with, school_option
from onward.cli.exchange.people import joiners_of
from onward.cli.exchange.tally import Tally
from onward.formats.forms import Kind, Protection
from onward.operations.intake.files import take_file
from onward.transfers.workflow import JoinerStanding

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command(
    epilog="""\b
Examples:
  ./onward arrive --school 8012345-primary --joiner 01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d --on 2026-08-19
  ./onward arrive --school 8012345-primary --all-expected --protection not-protected
Exit code: 0 all accepted, 3 something was rejected.
""",
)
@school_option
@click.option(
    "--joiner", "joiners", type=click.UUID, multiple=True, help="As `joiners` lists them; repeatable."
)
@click.option("--all-expected", is_flag=True, help="Every pupil whom the school expects by that day.")
@click.option("--on", type=_DAY, help="The first day on the roll; today if not given.")
@click.option(
    "--protection",
    type=click.Choice([each.value for each in Protection]),
    help="Are the families' whereabouts protected? Without an answer they are treated as protected.",
)
@with_database
def arrive(
    *,
    school_key: str,
    joiners: tuple[UUID, ...],
    all_expected: bool,
    on: datetime | None,
    protection: str | None,
) -> None:
    """Confirm that pupils arrived whom the school expected. For others, send a list of joiners."""
    if bool(joiners) == all_expected:
        raise click.UsageError("Give either --joiner or --all-expected.")
    desk = desk_of(school_key)
    day = on.date() if on else desk.today
    ids = list(dict.fromkeys(joiners)) or list(_expected(desk, by=day))
    taken = take_file(
        io.BytesIO(_arrivals(ids, day)),
        name="arrivals.ndjson",
        school=desk.school,
        by=desk.by,
        clock=desk.clock,
        keyring=desk.keyring,
        protection=Protection(protection) if protection else None,
    )
    tally = Tally(taken.kind)
    for line in tally.counted(taken.lines if ids else ()):
        click.echo(f"{ids[line.index]}  {'arrived' if line.is_accepted else 'REJECTED'}")
    tally.tell()
    end_with(rejected=tally.rejected)


def _expected(desk: Desk, *, by: date) -> Iterator[UUID]:
    expected = joiners_of(desk, standings=[JoinerStanding.EXPECTED])
    return (each.id for each in expected if each.expected_from <= by)


def _arrivals(joiners: list[UUID], on: date) -> bytes:
    said = ({"kind": Kind.ARRIVAL, "joiner": str(each), "arrived_on": on.isoformat()} for each in joiners)
    return b"".join(json.dumps(each).encode() + b"\n" for each in said)
