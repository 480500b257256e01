"""Commands about holidays, by which deadlines are counted."""

from pathlib import Path
from typing import TextIO

import click

from onward.cli.composition import with_database
from onward.cli.directory_files import FILE, OUTPUT, rows_of
from onward.cli.directory_plans import tell_calendar_plan
from onward.cli.operator import operator
from onward.cli.recounts import tell_recount
from onward.database.sight import seen_as
from onward.directory.calendar_list.planning import plan_calendars
from onward.directory.list_writing import write_holiday_list
from onward.directory.queries import authority_codes, listed_holidays
from onward.foundation.clock import SystemClock, today_in_scotland
from onward.operations.calendars import import_calendars, preview_calendars


@click.group()
def calendar() -> None:
    """Keep the holidays of each authority, by which deadlines are counted."""


@calendar.command(
    "import",
    epilog="""\b
Examples:
  ./onward directory calendar import holidays.csv            show what would change
  ./onward directory calendar import holidays.csv --apply    change it
Columns: authority, first_day, last_day (the last day without school), name. The school years (August to
July) that a list names for an authority are replaced as a whole.
""",
)
@click.argument("file", type=FILE)
@click.option("--apply", "applies", is_flag=True, help="Make the changes. Without it they are only shown.")
@with_database
def import_calendar(file: Path, *, applies: bool) -> None:
    """Import holidays from FILE (CSV or XLSX), and count again the deadlines that they concern.

    An authority with a faulty row keeps its calendar.
    """
    by, now = operator(), SystemClock().now()
    with rows_of(file) as rows, seen_as(by.sight):
        plan = plan_calendars(rows, known=listed_holidays(), authorities=authority_codes())
    act = import_calendars if applies else preview_calendars
    tell_recount(act(plan, by=by, now=now), today_in_scotland(now))
    tell_calendar_plan(plan, applied=applies)


@calendar.command("export", epilog="Example: ./onward directory calendar export holidays.csv")
@click.argument("file", type=OUTPUT, default="-")
@with_database
def export_calendar(file: TextIO) -> None:
    """Write the holidays of every authority as CSV, to FILE or the screen."""
    with seen_as(operator().sight):
        write_holiday_list(listed_holidays(), file)
