"""What an import of the directory would change, or changed, in lines for an operator."""

from collections.abc import Iterable, Iterator

import click

from onward.directory.calendar_list.holidays import ListedHoliday
from onward.directory.calendar_list.plan import CalendarPlan
from onward.directory.school_list.plan import ImportPlan
from onward.formats.fault_table import stops
from onward.foundation.faults import Fault

SHOWN = 20
"""How many of each kind are shown; a first import of a nation adds thousands."""


def tell_school_plan(plan: ImportPlan, *, applied: bool) -> None:
    """Show what the import changes, then its faults; end the command with 1 if a row was refused."""
    _tell_some("Added", [f"{each.key} {each.name} ({each.authority})" for each in plan.added])
    _tell_some(
        "Changed",
        [
            f"{change.after.key} {each.field}: {_shown(each.before)} -> {_shown(each.after)}"
            for change in plan.changed
            for each in change.fields
        ],
    )
    closed = [f"{each.after.key} {each.after.name}, on {each.after.closed_on}" for each in plan.closed]
    _tell_some("Closed because the list does not name them", closed)
    click.echo(
        f"{len(plan.added):,} added, {len(plan.changed):,} changed, {len(plan.closed):,} closed,"
        f" {plan.unchanged:,} unchanged."
    )
    _end(plan, applied=applied)


def tell_calendar_plan(plan: CalendarPlan, *, applied: bool) -> None:
    """Show which holidays come and go, then the faults; end the command with 1 if a row was refused."""
    _tell_some("Added", list(_holidays(plan.added)))
    _tell_some("Removed", list(_holidays(plan.removed)))
    click.echo(f"{len(plan.added):,} added, {len(plan.removed):,} removed, {plan.unchanged:,} unchanged.")
    _end(plan, applied=applied)


def tell_faults(faults: Iterable[Fault]) -> None:
    """Show each fault with its place, its code, what is wrong and what would mend it."""
    for each in faults:
        place = each.path or "the file"
        click.echo(f"{each.level.upper()} {place} [{each.code}]: {each.message} {each.mend}", err=True)


def _end(plan: ImportPlan | CalendarPlan, *, applied: bool) -> None:
    tell_faults(plan.faults)
    if not plan.changes_anything:
        click.echo("There is nothing to change.")
    else:
        click.echo("The directory is changed." if applied else "Nothing was changed. Add --apply to do this.")
    if stops(plan.faults):
        click.get_current_context().exit(1)


def _tell_some(title: str, lines: list[str]) -> None:
    if not lines:
        return
    click.echo(f"{title}:")
    for line in lines[:SHOWN]:
        click.echo(f"  {line}")
    if len(lines) > SHOWN:
        click.echo(f"  and {len(lines) - SHOWN:,} more")


def _holidays(holidays: Iterable[ListedHoliday]) -> Iterator[str]:
    for each in holidays:
        yield f"{each.authority} {each.name}, {each.first_day} to {each.last_day}"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value else "(empty)"
