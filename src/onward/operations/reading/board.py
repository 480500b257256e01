"""The board of an authority: pupils who left its schools, and pupils whom its schools expect.

Each side as that side knows it, row by row: nothing here asks what the hub knows of both.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.db.models import F, Value
from django.db.models.functions import Coalesce

from onward.database.sight import seen_as
from onward.directory.register import Register, current_register
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.operations.reading.looks import note_list
from onward.operations.reading.windows import (
    NEWEST_FIRST,
    OLDEST_FIRST,
    Place,
    Values,
    Window,
    look_through,
)
from onward.transfers.models import Joiner, Leaver
from onward.transfers.queries import JoinerQuerySet, LeaverQuerySet
from onward.transfers.workflow import JoinerStanding, LeaverStanding

MOST_EXPORTED: Final = 20_000
_AT_ONCE: Final = 1_000
_NO_DAY: Final = Value(date.max)


class Sort(StrEnum):
    """In which order the board is shown. `DAY`: the day of leaving, or the day by which to answer."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"
    DAY = "day"


_ORDERS: Final[Mapping[Sort, Sequence[str]]] = {
    Sort.NEWEST: NEWEST_FIRST,
    Sort.OLDEST: OLDEST_FIRST,
    Sort.NAME: ("surname", "forename", "id"),
    Sort.DAY: ("day", "id"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class OutWanted:
    """Which leavers are wanted. No standings: all. `weeks`: those who left at least so long ago."""

    school_id: int | None = None
    standings: Collection[LeaverStanding] = ()
    is_open: bool = False
    has_no_reason: bool = False
    weeks: int | None = None
    sort: Sort = Sort.NEWEST


@dataclass(frozen=True, kw_only=True, slots=True)
class InWanted:
    """Which joiners are wanted. No standings: all. `weeks`: those expected for at least so long."""

    school_id: int | None = None
    standings: Collection[JoinerStanding] = ()
    is_overdue: bool = False
    weeks: int | None = None
    sort: Sort = Sort.NEWEST


@dataclass(frozen=True, kw_only=True, slots=True)
class OutRow:
    """One pupil who left a school of the authority. `going_to` is what that school itself named."""

    id: UUID
    school_id: int
    school_name: str
    surname: str
    forename: str
    stage: str
    reason: str
    leaving_on: date | None
    going_to: str
    standing: LeaverStanding
    told_at: datetime
    settled_month: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class InRow:
    """One pupil whom a school of the authority expects, or who came."""

    id: UUID
    school_id: int
    school_name: str
    surname: str
    forename: str
    stage: str
    expected_from: date
    due_on: date | None
    arrived_on: date | None
    standing: JoinerStanding
    is_overdue: bool


def list_out(wanted: OutWanted, *, by: Actor, now: datetime, place: Place) -> Window[OutRow]:
    """Return a window on the leavers of the authority's schools."""
    with seen_as(by.sight):
        whole = _out(OutWanted(), by, now)
        found = look_through(_out(wanted, by, now), _ORDERS[wanted.sort], place, among=whole)
        register = current_register()
        _note("list_leavers", "leaver", found.rows, by=by, now=now)
    return found.showing([_out_row(each, register) for each in found.rows])


def list_in(wanted: InWanted, *, by: Actor, now: datetime, place: Place) -> Window[InRow]:
    """Return a window on the joiners of the authority's schools."""
    with seen_as(by.sight):
        whole = _in(InWanted(), by, now)
        found = look_through(_in(wanted, by, now), _ORDERS[wanted.sort], place, among=whole)
        register = current_register()
        _note("list_joiners", "joiner", found.rows, by=by, now=now)
    return found.showing([_in_row(each, register, today_in_scotland(now)) for each in found.rows])


def export_out(wanted: OutWanted, *, by: Actor, now: datetime) -> list[OutRow]:
    """Return all wanted leavers, up to `MOST_EXPORTED`, and note in the audit that they were taken out."""
    with seen_as(by.sight):
        rows = _whole(_out(wanted, by, now), _ORDERS[wanted.sort])
        register = current_register()
        _note("export_leavers", "leaver", rows, by=by, now=now)
    return [_out_row(each, register) for each in rows]


def export_in(wanted: InWanted, *, by: Actor, now: datetime) -> list[InRow]:
    """Return all wanted joiners, up to `MOST_EXPORTED`, and note in the audit that they were taken out."""
    with seen_as(by.sight):
        rows = _whole(_in(wanted, by, now), _ORDERS[wanted.sort])
        register = current_register()
        _note("export_joiners", "joiner", rows, by=by, now=now)
    return [_in_row(each, register, today_in_scotland(now)) for each in rows]


def _out(wanted: OutWanted, by: Actor, now: datetime) -> Any:
    rows: LeaverQuerySet = Leaver.objects.visible_to(by).at_school(wanted.school_id)
    rows = rows.of_standings(wanted.standings).left_by(_weeks_ago(wanted.weeks, now))
    rows = rows.still_open() if wanted.is_open else rows
    rows = rows.without_reason() if wanted.has_no_reason else rows
    return rows.annotate(day=Coalesce("leaving_on", _NO_DAY)).values(*_OUT, "day")


def _in(wanted: InWanted, by: Actor, now: datetime) -> Any:
    rows: JoinerQuerySet = Joiner.objects.visible_to(by).at_school(wanted.school_id)
    rows = rows.of_standings(wanted.standings).expected_by(_weeks_ago(wanted.weeks, now))
    rows = rows.overdue(today_in_scotland(now)) if wanted.is_overdue else rows
    return rows.annotate(day=Coalesce("due_on", F("expected_from"))).values(*_IN, "day")


def _weeks_ago(weeks: int | None, now: datetime) -> date | None:
    return None if weeks is None else today_in_scotland(now) - timedelta(weeks=weeks)


def _whole(rows: Any, order: Sequence[str]) -> list[Values]:
    return list(rows.order_by(*order)[:MOST_EXPORTED])


def _note(act: str, kind: str, rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    for start in range(0, max(len(rows), 1), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        is_shielded = any(each["is_shielded"] for each in part)
        note_list(act, kind, [each["id"] for each in part], shielded=is_shielded, by=by, now=now)


_PUPIL = ("id", "school_id", "surname", "forename", "stage", "is_shielded")
_OUTSIDE = ("named_id", "outside_name", "outside_country")
_OUT = (*_PUPIL, *_OUTSIDE, "reason", "leaving_on", "standing", "told_at", "settled_month")
_IN = (*_PUPIL, "expected_from", "due_on", "arrived_on", "standing")


def _out_row(row: Values, register: Register) -> OutRow:
    named = register.by_id[row["named_id"]].name if row["named_id"] else ""
    kept = ("id", "school_id", "surname", "forename", "stage", "reason", "leaving_on", "told_at")
    return OutRow(
        **{name: row[name] for name in (*kept, "settled_month")},
        school_name=register.by_id[row["school_id"]].name,
        going_to=named or row["outside_name"] or row["outside_country"],
        standing=LeaverStanding(str(row["standing"])),
    )


def _in_row(row: Values, register: Register, today: date) -> InRow:
    standing = JoinerStanding(str(row["standing"]))
    is_late = row["due_on"] is not None and row["due_on"] < today
    kept = ("id", "school_id", "surname", "forename", "stage", "expected_from", "due_on", "arrived_on")
    return InRow(
        **{name: row[name] for name in kept},
        school_name=register.by_id[row["school_id"]].name,
        standing=standing,
        is_overdue=is_late and standing is JoinerStanding.EXPECTED,
    )
