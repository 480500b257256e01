"""`onward leavers`, `joiners`, `worklist`: what a school may see of its pupils, and what is asked of it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Any

import click

from onward.cli.columns import counted, tell_table
from onward.cli.composition import with_database
from onward.cli.exchange.desk import Desk, desk_of, school_option
from onward.operations.reading.asks import Ask, list_worklist
from onward.operations.reading.joiners import JoinerSeen, list_joiners
from onward.operations.reading.leavers import LeaverSeen, list_leavers
from onward.transfers.workflow import JoinerStanding, LeaverStanding

AT_ONCE = 500
_FEW = 200
_LEAVERS = ("Leaver", "Surname", "Forename", "Born", "Left", "Reason", "To", "Standing", "Settled")
_JOINERS = ("Joiner", "Surname", "Forename", "Born", "Expected from", "Answer by", "Arrived", "Standing")
_ASKS = ("Asked", "Due", "About", "What is asked")

_limit: Callable[[Any], Any] = click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=_FEW,
    show_default=True,
    help="How many at most, newest first.",
)


@click.command(
    epilog="""\b
Examples:
  ./onward leavers --school 8012345-primary
  ./onward leavers --school 8012345-primary --standing needs_destination --standing overdue
"""
)
@school_option
@click.option("--standing", multiple=True, type=click.Choice([each.value for each in LeaverStanding]))
@_limit
@with_database
def leavers(*, school_key: str, standing: tuple[str, ...], limit: int) -> None:
    """List the pupils who left a school, and what it was told of them."""
    desk = desk_of(school_key)
    standings = [LeaverStanding(each) for each in standing]
    found = list_leavers(by=desk.by, now=desk.now, limit=limit + 1, standings=standings)
    _tell(_LEAVERS, [_leaver(each, desk) for each in found], limit, ("leaver", "leavers"))


@click.command(
    epilog="""\b
Examples:
  ./onward joiners --school 8012345-primary
  ./onward joiners --school 8012345-primary --standing expected
"""
)
@school_option
@click.option("--standing", multiple=True, type=click.Choice([each.value for each in JoinerStanding]))
@_limit
@with_database
def joiners(*, school_key: str, standing: tuple[str, ...], limit: int) -> None:
    """List the pupils whom a school expects, and those who came."""
    desk = desk_of(school_key)
    standings = [JoinerStanding(each) for each in standing]
    found = list_joiners(by=desk.by, now=desk.now, limit=limit + 1, standings=standings)
    _tell(_JOINERS, [_joiner(each) for each in found], limit, ("joiner", "joiners"))


@click.command(epilog="Example: ./onward worklist --school 8012345-primary")
@school_option
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=_FEW,
    show_default=True,
    help="How many at most, oldest first.",
)
@with_database
def worklist(*, school_key: str, limit: int) -> None:
    """List what is asked of a school, oldest first."""
    desk = desk_of(school_key)
    found = list_worklist(by=desk.by, now=desk.now, limit=limit + 1)
    _tell(_ASKS, [_ask(each) for each in found], limit, ("thing asked", "things asked"))


def joiners_of(desk: Desk, *, standings: Collection[JoinerStanding]) -> Iterator[JoinerSeen]:
    """Give all joiners of these standings, newest first."""
    after = None
    while page := list_joiners(by=desk.by, now=desk.now, limit=AT_ONCE, after=after, standings=standings):
        yield from page
        after = page[-1].id


def _tell(headings: Sequence[str], rows: Sequence[Sequence[str]], limit: int, nouns: tuple[str, str]) -> None:
    tell_table(headings, rows[:limit])
    more = " There are more; --limit shows them." if len(rows) > limit else ""
    click.echo(f"{counted(len(rows[:limit]), *nouns)}.{more}")


def _leaver(each: LeaverSeen, desk: Desk) -> tuple[str, ...]:
    return (
        str(each.id),
        each.pupil.surname,
        each.pupil.forename,
        str(each.pupil.born),
        _day(each.leaving_on),
        each.reason,
        desk.key_of(each.named_id) or each.outside_name or each.outside_country,
        each.standing.value,
        f"{each.settled_month:%Y-%m}" if each.settled_month else "",
    )


def _joiner(each: JoinerSeen) -> tuple[str, ...]:
    return (
        str(each.id),
        each.pupil.surname,
        each.pupil.forename,
        str(each.pupil.born),
        str(each.expected_from),
        _day(each.due_on),
        _day(each.arrived_on),
        each.standing.value,
    )


def _ask(each: Ask) -> tuple[str, ...]:
    about = {"leaver": each.leaver_id, "joiner": each.joiner_id, "delivery": each.delivery_id}
    named = (f"{what} {identifier}" for what, identifier in about.items() if identifier)
    return (f"{each.opened_at:%Y-%m-%d}", _day(each.due_on), next(named, ""), str(each.kind.label))


def _day(day: date | None) -> str:
    return str(day) if day else ""
