"""Commands about leaving policies: what each leaving reason leads one to expect, and by when."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import click

from onward.cli.columns import tell_table
from onward.cli.composition import with_database
from onward.cli.operator import operator
from onward.cli.recounts import tell_recount
from onward.database.sight import seen_as
from onward.directory.register import current_register
from onward.foundation.clock import SystemClock, today_in_scotland
from onward.operations.policies import (
    PolicyChange,
    PolicyRow,
    list_policies,
    preview_leaving_policy,
    set_leaving_policy,
)
from onward.transfers.leaving import KNOWN_REASONS, NO_REASON
from onward.transfers.models import Settles
from onward.transfers.workflow import State

NONE = "none"
_FIRST_DAY_EVER = date(1900, 1, 1)
_HEADINGS = ("Reason", "Whose", "From", "Begins as", "Settled by", "Days", "Vuln.", "Remind", "Climb")
_DAY = click.DateTime(formats=["%Y-%m-%d"])
_DAYS = click.IntRange(0, 365)


@click.group()
def policy() -> None:
    """Keep the leaving policies: what is expected of each leaving reason, and by when."""


@policy.command(
    "list",
    epilog="""\b
Examples:
  ./onward policy list
  ./onward policy list --authority 120
""",
)
@click.option("--authority", metavar="CODE", help="Only the national policies and this authority's own.")
@with_database
def show(authority: str | None) -> None:
    """Show every leaving policy. An authority's own outranks the national one."""
    with seen_as(operator().sight):
        known = current_register().authorities
    if authority is not None and authority not in known:
        raise click.BadParameter(f"no authority has the code {authority}", param_hint="--authority")
    _tell(each for each in list_policies() if authority is None or each.authority_id in (None, authority))


@policy.command(
    "set",
    epilog="""\b
Examples:
  ./onward policy set 01 --days 8 --dry-run               see which deadlines would move
  ./onward policy set 01 --days 8 --from 2026-08-17
  ./onward policy set 09 --authority 230 --days 20 --reminder 5
  ./onward policy set none --days 3                       where no reason was given
""",
)
@click.argument("reason", type=click.Choice(sorted({each or NONE for each in KNOWN_REASONS})))
@click.option("--authority", metavar="CODE", help="Whose own policy; without it, the national one.")
@click.option("--from", "first_day", type=_DAY, help="First leaving day; today if not given.")
@click.option("--days", "school_days", type=_DAYS, help="School days until silence is an alarm.")
@click.option(
    "--vulnerable-days", "vulnerable_school_days", type=_DAYS, help="The same for a vulnerable child."
)
@click.option("--reminder", "reminder_days", type=_DAYS, help="School days before the deadline: reminder.")
@click.option("--climb", "climb_days", type=_DAYS, help="School days until an alarm climbs a level.")
@click.option("--settles", type=click.Choice(Settles.values), help="Whose word settles it.")
@click.option("--begins-as", type=click.Choice(sorted(State)), help="State where no destination is known.")
@click.option("--dry-run", is_flag=True, help="Change nothing; show which deadlines would move.")
@with_database
def change(
    *, reason: str, authority: str | None, first_day: datetime | None, dry_run: bool, **terms: Any
) -> None:
    """Set the policy of REASON. What is not given stays as it is in force on the first day."""
    now = SystemClock().now()
    today = today_in_scotland(now)
    act = preview_leaving_policy if dry_run else set_leaving_policy
    done = act(
        reason=NO_REASON if reason == NONE else reason,
        authority_id=authority,
        effective_from=first_day.date() if first_day else today,
        change=_change(**terms),
        by=operator(),
        now=now,
    )
    _tell([done.policy])
    tell_recount(done.recount, today)
    click.echo("Nothing was changed. Leave out --dry-run to do this." if dry_run else "The policy is set.")


def _change(*, settles: str | None, begins_as: str | None, **days: int | None) -> PolicyChange:
    return PolicyChange(
        settles=Settles(settles) if settles else None,
        begins_as=State(begins_as) if begins_as else None,
        **days,
    )


def _tell(rows: Iterable[PolicyRow]) -> None:
    tell_table(_HEADINGS, [_cells(each) for each in rows])


def _cells(row: PolicyRow) -> tuple[str, ...]:
    terms = row.terms
    days = (terms.school_days, terms.vulnerable_school_days, terms.reminder_days, terms.climb_days)
    return (
        row.reason or NONE,
        row.authority_id or "national",
        "always" if row.effective_from == _FIRST_DAY_EVER else str(row.effective_from),
        terms.begins_as.value,
        terms.settles.value,
        *map(str, days),
    )
