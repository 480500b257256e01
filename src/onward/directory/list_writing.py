"""Write the directory as CSV lists, in the form in which they can be imported again."""

import csv
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import TextIO

from onward.directory.calendar_list.holidays import ListedHoliday
from onward.directory.list_columns import Value
from onward.directory.school_list.listed import ListedSchool

SCHOOL_COLUMNS = tuple(each.name for each in fields(ListedSchool))
HOLIDAY_COLUMNS = ("authority", "first_day", "last_day", "name")


def write_school_list(schools: Iterable[ListedSchool], to: TextIO) -> None:
    """Write a school list. Importing it into the directory that it came from changes nothing."""
    _write(SCHOOL_COLUMNS, schools, to)


def write_holiday_list(holidays: Iterable[ListedHoliday], to: TextIO) -> None:
    """Write a list of holidays, with the last day of each as people write it down."""
    _write(HOLIDAY_COLUMNS, holidays, to)


def _write(columns: tuple[str, ...], rows: Iterable[object], to: TextIO) -> None:
    writer = csv.writer(to, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(getattr(row, column)) for column in columns] for row in rows)


def _cell(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = value.isoformat() if isinstance(value, date) else value or ""
    # A spreadsheet would run it as a formula; reading a list takes the mark away again.
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
