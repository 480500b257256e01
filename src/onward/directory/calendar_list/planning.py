"""Decide what a list of holidays would change: which holidays come, which go, and which rows are refused."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from onward.directory.calendar_list.holidays import ListedHoliday, overlapping, school_year_of
from onward.directory.calendar_list.plan import CalendarPlan
from onward.directory.list_cells import day, filled_text, one_of
from onward.directory.list_columns import Column, ListRow, Rows, match_headings, read_cells, told_apart
from onward.formats.fault_table import fault, stops
from onward.formats.paths import cell_path
from onward.foundation.faults import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class _StatedHoliday:
    """What one row says. Where the row has a fault the holiday is None, and the authority may be empty."""

    row: int
    authority: str
    holiday: ListedHoliday | None


def plan_calendars(
    rows: Rows, *, known: Collection[ListedHoliday], authorities: Collection[str]
) -> CalendarPlan:
    """Return what importing these rows would do, with every fault of every row.

    For each authority in the list, the school years (August to July) that it names are replaced as a
    whole; other years stay. The last day in the file is the last day without school. A row that cannot
    be read might be anybody's, so that it holds all of them back.
    """
    readable, unread = told_apart(rows)
    stated, faults = _read(readable, authorities)
    held_back = {each.authority for each in stated if each.holiday is None or stops(unread)}
    good = [each for each in stated if each.authority not in held_back]
    wanted = {each.holiday for each in good if each.holiday}
    years = {(each.authority, school_year_of(each.first_day)) for each in wanted}
    replaced = {each for each in known if (each.authority, school_year_of(each.first_day)) in years}
    return CalendarPlan(
        added=tuple(sorted(wanted - replaced)),
        removed=tuple(sorted(replaced - wanted)),
        unchanged=len(wanted & replaced),
        faults=unread
        + faults
        + _held_back(stated, held_back)
        + _overlaps(good, overlapping(wanted | (set(known) - replaced))),
    )


def columns_of_holidays(authorities: Collection[str]) -> tuple[Column, ...]:
    """Return the columns of a list of holidays, where these are the codes of the authorities."""
    return (
        Column(
            name="authority",
            read=one_of(authorities, otherwise="authority-unknown"),
            required=True,
            other_headings=("la code", "authority code"),
        ),
        Column(name="first_day", read=day, required=True, other_headings=("from", "start")),
        Column(name="last_day", read=day, required=True, other_headings=("to", "end")),
        Column(name="name", read=filled_text(80), required=True, other_headings=("holiday",)),
    )


def _read(
    rows: Sequence[ListRow], authorities: Collection[str]
) -> tuple[list[_StatedHoliday], tuple[Fault, ...]]:
    """Return the rows that name an authority, and all faults. A list without its columns says nothing."""
    columns = columns_of_holidays(authorities)
    headings, faults = match_headings(rows[0][1], columns) if rows else ({}, ())
    if stops(faults):
        return [], faults
    stated = []
    for row in rows:
        each, found = _read_holiday(row, columns, headings)
        stated.append(each)
        faults += found
    return [each for each in stated if each.authority], faults


def _read_holiday(
    row: ListRow, columns: Sequence[Column], headings: Mapping[str, str]
) -> tuple[_StatedHoliday, tuple[Fault, ...]]:
    values, faults = read_cells(row, columns, headings)
    authority = cast("str", values.get("authority", ""))
    if faults:
        return _StatedHoliday(row=row[0], authority=authority, holiday=None), faults
    first_day, last_day = cast("date", values["first_day"]), cast("date", values["last_day"])
    if last_day < first_day:
        backwards = fault("holiday-ends-before-it-starts", cell_path(row[0], headings["last_day"]))
        return _StatedHoliday(row=row[0], authority=authority, holiday=None), (backwards,)
    holiday = ListedHoliday(
        authority=authority,
        first_day=first_day,
        day_after=last_day + timedelta(days=1),
        name=cast("str", values["name"]),
    )
    return _StatedHoliday(row=row[0], authority=authority, holiday=holiday), ()


def _held_back(stated: Iterable[_StatedHoliday], authorities: Collection[str]) -> tuple[Fault, ...]:
    """Return a fault for each good row that is not used because another of its authority is bad."""
    return tuple(
        fault("calendar-held-back", f"row {each.row}")
        for each in stated
        if each.holiday and each.authority in authorities
    )


def _overlaps(stated: Iterable[_StatedHoliday], late: Collection[ListedHoliday]) -> tuple[Fault, ...]:
    return tuple(fault("holiday-overlaps", f"row {each.row}") for each in stated if each.holiday in late)
