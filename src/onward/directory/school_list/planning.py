"""Decide what a school list would change: added, changed field by field, closed, or refused with a reason."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from onward.directory.list_columns import ListRow, Rows, match_headings, told_apart
from onward.directory.school_kinds import Sector
from onward.directory.school_list.columns import StatedSchool, columns_of_schools, read_school
from onward.directory.school_list.listed import ListedSchool
from onward.directory.school_list.plan import ImportPlan, SchoolChange
from onward.directory.school_list.repeats import without_repeats
from onward.directory.school_list.successions import refuse_bad_successions
from onward.formats.fault_table import fault, stops
from onward.foundation.faults import Fault

GRANT_AIDED_SECTOR = "900"


def plan_import(
    rows: Rows,
    *,
    known: Mapping[str, ListedSchool],
    authorities: Collection[str],
    close_missing_on: date | None = None,
) -> ImportPlan:
    """Return what importing these rows would do, with every fault of every row.

    `known` is the directory as it is, by school key. Only columns that the list has are changed; an empty
    cell empties an optional value. A new school without a word on it is publicly funded (grant-aided under
    authority 900) and takes part. With `close_missing_on` the list is taken as complete for the authorities
    in it: their open schools that it does not name close on that day, unless some row does not say which
    school it is about, or cannot be read.
    """
    readable, unread = told_apart(rows)
    stated, faults = _read(readable, authorities)
    once, repeats = without_repeats(stated)
    wanted, refused = _wanted(once, known)
    refused += refuse_bad_successions(wanted, once, known)
    faults = unread + faults + repeats + refused
    closed: tuple[SchoolChange, ...] = ()
    if close_missing_on is not None and (stops(unread) or any(not each.key for each in stated)):
        faults += (fault("closings-held-back", "the list as a whole"),)
    elif close_missing_on is not None and stated:
        listed = {each.key for each in stated}
        covered = {each.authority for key, each in {**known, **wanted}.items() if key in listed}
        closed = _missing(listed, covered, known, close_missing_on)
    changes = [SchoolChange(before=known[key], after=each) for key, each in wanted.items() if key in known]
    changed = tuple(each for each in changes if each.before != each.after)
    return ImportPlan(
        added=tuple(each for key, each in wanted.items() if key not in known),
        changed=changed,
        closed=closed,
        unchanged=len(changes) - len(changed),
        faults=faults,
    )


def _read(
    rows: Sequence[ListRow], authorities: Collection[str]
) -> tuple[list[StatedSchool], tuple[Fault, ...]]:
    """Return what each row says, and the faults of headings and cells. A list without keys says nothing."""
    columns = columns_of_schools(authorities)
    headings, faults = match_headings(rows[0][1], columns) if rows else ({}, ())
    if stops(faults):
        return [], faults
    stated = [read_school(row, columns, headings) for row in rows]
    return stated, faults + tuple(one for each in stated for one in each.faults)


def _wanted(
    once: Mapping[str, StatedSchool], known: Mapping[str, ListedSchool]
) -> tuple[dict[str, ListedSchool], tuple[Fault, ...]]:
    """Return the schools as the good rows want them, and what is wrong with the others as a whole."""
    wanted = {}
    faults: tuple[Fault, ...] = ()
    for key, row in once.items():
        if row.faults:
            continue
        found = _faults_of_new(row) if key not in known else ()
        if not found:
            school = _merged(row, known.get(key))
            found = _faults_of_whole(school, row)
        if found:
            faults += found
        else:
            wanted[key] = school
    return wanted, faults


def _faults_of_new(row: StatedSchool) -> tuple[Fault, ...]:
    return tuple(
        fault("missing-field", row.place(name)) for name in ("name", "authority") if name not in row.stated
    )


def _merged(row: StatedSchool, before: ListedSchool | None) -> ListedSchool:
    values: dict[str, Any] = dict(row.stated)
    if before is not None:
        return replace(before, **values)
    grant_aided = values["authority"] == GRANT_AIDED_SECTOR
    values.setdefault("sector", Sector.GRANT_AIDED if grant_aided else Sector.PUBLICLY_FUNDED)
    values.setdefault("takes_part", True)
    return ListedSchool(**values)


def _faults_of_whole(school: ListedSchool, row: StatedSchool) -> tuple[Fault, ...]:
    faults = []
    if school.successor == school.key:
        faults.append(fault("successor-is-itself", row.place("successor")))
    if school.successor and school.closed_on is None:
        faults.append(fault("successor-of-open-school", row.place("successor")))
    if school.opened_on and school.closed_on and school.closed_on <= school.opened_on:
        faults.append(fault("closes-before-it-opens", row.place("closed_on")))
    return tuple(faults)


def _missing(
    listed: Collection[str], covered: Collection[str], known: Mapping[str, ListedSchool], on: date
) -> tuple[SchoolChange, ...]:
    """Return the closing of each open school of the covered authorities that the list does not name."""
    return tuple(
        SchoolChange(before=school, after=replace(school, closed_on=on))
        for key, school in known.items()
        if key not in listed and school.authority in covered and _closes(school, on)
    )


def _closes(school: ListedSchool, on: date) -> bool:
    """Tell whether a school can close on that day: it has opened, and no closing is known."""
    return school.closed_on is None and (school.opened_on is None or school.opened_on < on)
