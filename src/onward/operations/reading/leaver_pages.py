"""A school's leavers in pages, with how many there are of each standing, and what is asked about each.

A page costs the same number of queries however many rows it has.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.operations.reading.asks import Ask, asks_of
from onward.operations.reading.board import NO_DAY, ORDERS, Sort
from onward.operations.reading.leavers import (
    SHOWN,
    LeaverSeen,
    LeaverWithMessages,
    leaver_of,
    seen_leavers,
    view_leaver,
)
from onward.operations.reading.looks import note_list
from onward.operations.reading.windows import Place, Values, Window, look_through
from onward.transfers.models import Leaver, WorklistItem, WorklistKind
from onward.transfers.policy_book import PolicyBook, read_policy_book
from onward.transfers.queries import LeaverQuerySet
from onward.transfers.workflow import LeaverStanding

EXPORTED_AT_ONCE: Final = 500


class Going(StrEnum):
    """What kind of place the school itself named."""

    SCHOOL = "school"
    OUTSIDE = "outside"
    NOT_SAID = "not-said"


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaversWanted:
    """Which leavers are wanted. `month` is its first day; nothing given: all, the newest first."""

    standings: Collection[LeaverStanding] = ()
    month: date | None = None
    going: Going | None = None
    is_record_wanted: bool = False
    sort: Sort = Sort.NEWEST


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaverPage:
    """A window on the leavers, and what is known around it. `counts` leaves the standing out."""

    window: Window[LeaverSeen]
    asks: Mapping[UUID, Sequence[Ask]]
    counts: Mapping[LeaverStanding, int]
    policies: PolicyBook


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaverJourney:
    """One leaver, and the policies by which one can say when an answer usually comes."""

    leaver: LeaverWithMessages
    policies: PolicyBook


def page_of_leavers(wanted: LeaversWanted, *, by: Actor, now: datetime, place: Place) -> LeaverPage:
    """Return a window on the actor's leavers, narrowed and ordered as wanted."""
    with seen_as(by.sight):
        rows, whole = _values(_wanted(wanted, by)), _values(Leaver.objects.visible_to(by))
        found = look_through(rows, ORDERS[wanted.sort], place, among=whole)
        shown = [leaver_of(each) for each in found.rows]
        page = LeaverPage(
            window=found.showing(shown),
            asks=_asks(shown, by=by),
            counts=_counts(wanted, by),
            policies=read_policy_book(),
        )
        _note("list_leavers", shown, by=by, now=now)
    return page


def view_journey(leaver_id: UUID, *, by: Actor, now: datetime) -> LeaverJourney:
    """Return one leaver with everything that its school may know, and the leaving policies in force.

    Raises:
        LeaverNotFound: there is none, or none that the actor may see.
    """
    with seen_as(by.sight):
        return LeaverJourney(leaver=view_leaver(leaver_id, by=by, now=now), policies=read_policy_book())


def export_leavers(wanted: LeaversWanted, *, by: Actor, now: datetime) -> Iterator[LeaverSeen]:
    """Return all wanted leavers, newest first; each part is audited before it is given out."""
    after: UUID | None = None
    while True:
        with seen_as(by.sight):
            part = seen_leavers(_wanted(wanted, by).after(after)[:EXPORTED_AT_ONCE])
            _note("export_leavers", part, by=by, now=now)
        yield from part
        if len(part) < EXPORTED_AT_ONCE:
            return
        after = part[-1].id


def _wanted(wanted: LeaversWanted, by: Actor) -> LeaverQuerySet:
    rows: LeaverQuerySet = Leaver.objects.visible_to(by).of_standings(wanted.standings).left_in(wanted.month)
    if wanted.is_record_wanted:
        asked = WorklistItem.objects.visible_to(by).still_asked().filter(kind=WorklistKind.RECORD_WANTED)
        rows = rows.filter(Exists(asked.filter(leaver=OuterRef("pk"))))
    if wanted.going is None:
        return rows
    return {
        Going.SCHOOL: rows.going_to_a_school,
        Going.OUTSIDE: rows.going_outside,
        Going.NOT_SAID: rows.going_nobody_knows_where,
    }[wanted.going]()


def _values(leavers: LeaverQuerySet) -> "QuerySet[Any, Values]":
    dated: QuerySet[Any, Values] = leavers.annotate(day=Coalesce("leaving_on", NO_DAY)).values(*SHOWN, "day")
    return dated


def _note(act: str, seen: Sequence[LeaverSeen], *, by: Actor, now: datetime) -> None:
    is_shielded = any(each.is_shielded for each in seen)
    note_list(act, "leaver", [each.id for each in seen], shielded=is_shielded, by=by, now=now)


def _counts(wanted: LeaversWanted, by: Actor) -> dict[LeaverStanding, int]:
    every = _wanted(replace(wanted, standings=()), by)
    counted = every.values_list("standing").annotate(count=Count("id"))
    return {LeaverStanding(standing): count for standing, count in counted.order_by("standing")}


def _asks(shown: Sequence[LeaverSeen], *, by: Actor) -> dict[UUID, list[Ask]]:
    found: dict[UUID, list[Ask]] = {}
    items = WorklistItem.objects.visible_to(by).still_asked()
    for each in asks_of(items.filter(leaver_id__in=[one.id for one in shown]).after(None)):
        if each.leaver_id is not None:
            found.setdefault(each.leaver_id, []).append(each)
    return found
