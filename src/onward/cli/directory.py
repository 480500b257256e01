"""Commands about the directory: schools, their closing, and holidays."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

import click

from onward.cli.calendar import calendar
from onward.cli.composition import with_database
from onward.cli.directory_files import FILE, OUTPUT, rows_of
from onward.cli.directory_plans import tell_school_plan
from onward.cli.operator import operator
from onward.database.sight import seen_as
from onward.directory import services
from onward.directory.list_writing import write_school_list
from onward.directory.queries import authority_codes, listed_schools
from onward.directory.register import Register, SchoolFact, current_register
from onward.directory.school_list.plan import ImportPlan
from onward.directory.school_list.planning import plan_import
from onward.foundation.clock import SystemClock, today_in_scotland
from onward.operations.closures import Closure, close_school, count_rolls, follow_closures

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def directory() -> None:
    """Keep the list of schools and their holidays right."""


directory.add_command(calendar)


@directory.command(
    "import",
    epilog="""\b
Examples:
  ./onward directory import schools.xlsx              show what would change; changes nothing
  ./onward directory import schools.xlsx --apply      change it
  ./onward directory import angus.csv --complete      the list has every school of its authorities
Columns: seed, type, and any of name, authority, sector, takes_part, opened_on, closed_on, successor,
email, phone. `./onward directory export` writes such a list.
""",
)
@click.argument("file", type=FILE)
@click.option("--apply", "applies", is_flag=True, help="Make the changes. Without it they are only shown.")
@click.option(
    "--complete", is_flag=True, help="Close the schools that FILE does not name, of the authorities in it."
)
@click.option("--on", type=DAY, help="Day on which those close; today if not given.")
@with_database
def import_schools(file: Path, *, applies: bool, complete: bool, on: datetime | None) -> None:
    """Import a school list from FILE (CSV or XLSX). Good rows go through; every fault is named."""
    by, now = operator(), SystemClock().now()
    closing_day = on.date() if on else today_in_scotland(now)
    with rows_of(file) as rows, seen_as(by.sight):
        plan = plan_import(
            rows,
            known=listed_schools(),
            authorities=authority_codes(),
            close_missing_on=closing_day if complete else None,
        )
    if applies:
        services.apply_import(plan, by=by, now=now)
        _tell_closures(follow_closures(by=by, now=now))
    else:
        _tell_rolls(plan)
    tell_school_plan(plan, applied=applies)


@directory.command(epilog="Example: ./onward directory export schools.csv")
@click.argument("file", type=OUTPUT, default="-")
@with_database
def export(file: TextIO) -> None:
    """Write the school list as CSV, to FILE or the screen. It can be imported again."""
    with seen_as(operator().sight):
        write_school_list(listed_schools().values(), file)


@directory.command(
    epilog="""\b
Examples:
  ./onward directory close 8012345-primary --on 2026-07-01 --successor 8012353-primary
  ./onward directory close 8012345-primary --on 2026-07-01
"""
)
@click.argument("school")
@click.option("--on", type=DAY, required=True, help="First day on which the school is no more.")
@click.option("--successor", help="Key of the school that takes over what is sent to this one.")
@with_database
def close(school: str, on: datetime, successor: str | None) -> None:
    """Close SCHOOL, a key such as 8012345-primary, and let everything go on with its successor.

    That happens on the closing day: who is on the roll, who is expected, what waits in the mailbox, what was
    asked. Without a successor the authority is asked where the pupils on the roll are.
    """
    by, now = operator(), SystemClock().now()
    register = _register()
    closure = close_school(
        school_id=register.school(school).id,
        on=on.date(),
        successor_id=register.school(successor).id if successor else None,
        by=by,
        now=now,
    )
    _tell(closure.school, _register(), today_in_scotland(now))
    _tell_closures([closure])


@directory.command(epilog="Example: ./onward directory reopen 8012345-primary")
@click.argument("school")
@with_database
def reopen(school: str) -> None:
    """Take back the closing of SCHOOL, with its successor."""
    by, now = operator(), SystemClock().now()
    opened = services.reopen(school_id=_register().school(school).id, by=by, now=now)
    _tell(opened, _register(), today_in_scotland(now))


@directory.command(epilog="Example: ./onward directory show 8012345-primary")
@click.argument("school")
@with_database
def show(school: str) -> None:
    """Show what the directory knows of SCHOOL, and who answers for it today."""
    register = _register()
    _tell(register.school(school), register, today_in_scotland(SystemClock().now()))


def _tell_closures(closures: Iterable[Closure]) -> None:
    for each in closures:
        to = each.successor.key if each.successor else "the centre"
        parts = {
            _fate_of_roll(
                each.school.closed_on, each.successor.key if each.successor else "", each.school.authority_id
            ): each.on_roll,
            f"pupils of its roll are on that of {to} now": each.enrolled,
            f"pupils of its roll are unplaced, and authority {each.school.authority_id} is asked"
            " where they are": each.sought,
            f"messages went to {to}": each.deliveries,
            f"pupils are expected at {to} now": each.handed_over,
            "pupils are unplaced, and their old schools will be asked": each.unplaced,
            f"leavers are {to}'s now": each.leavers,
        }
        for words, count in parts.items():
            if count:
                click.echo(f"{each.school.key}: {count:,} {words}.")


def _fate_of_roll(on: date | None, successor: str, authority: str) -> str:
    goes = f"go on that of {successor}"
    stays = f"are unplaced, and authority {authority} is asked where they are"
    return f"pupils are on its roll. On {on} they {goes if successor else stays}"


def _tell_rolls(plan: ImportPlan) -> None:
    """Say what would become of the pupils on the rolls of the schools that the plan closes."""
    closing = [each.after for each in (*plan.changed, *plan.closed) if each.after.closed_on]
    rolls = count_rolls([each.key for each in closing])
    for each in closing:
        if count := rolls[each.key]:
            fate = _fate_of_roll(each.closed_on, each.successor, each.authority)
            click.echo(f"{each.key}: {count:,} {fate}.")


def _register() -> Register:
    with seen_as(operator().sight):
        return current_register()


def _tell(school: SchoolFact, register: Register, today: date) -> None:
    authority = register.authorities[school.authority_id]
    answering = register.successor_of(school, today)
    lines = {
        "School": f"{school.key} {school.name}",
        "Authority": f"{school.authority_id} {authority}",
        "Sector": school.sector,
        "Takes part": "yes" if school.takes_part else "no",
        "Opened": school.opened_on or "before the list began",
        **_closing(school, register, today),
        "Answers today": f"{answering.key} {answering.name}" if answering else "nobody",
    }
    for name, value in lines.items():
        click.echo(f"{name + ':':15}{value}")


def _closing(school: SchoolFact, register: Register, today: date) -> dict[str, str]:
    if school.closed_on is None:
        return {"Closed": "no"}
    successor = register.by_id.get(school.successor_id or 0)
    return {
        "Closes on" if school.closed_on > today else "Closed": str(school.closed_on),
        "Successor": f"{successor.key} {successor.name}" if successor else "none",
    }
