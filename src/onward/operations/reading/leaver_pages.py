"""A school's leavers in pages, with how many there are of each standing, and what is asked about each.

A page costs the same number of queries however many rows it has.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Count

from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.operations.reading.asks import Ask, asks_of
from onward.operations.reading.leavers import (
    LeaverSeen,
    LeaverWithMessages,
    leaver_values,
    leavers_from,
    seen_leavers,
    view_leaver,
)
from onward.operations.reading.looks import note_list
from onward.operations.reading.windows import NEWEST_FIRST, Place, Window, look_through
from onward.transfers.models import Leaver, WorklistItem
from onward.transfers.policy_book import PolicyBook, read_policy_book
from onward.transfers.workflow import LeaverStanding

EXPORTED_AT_ONCE: Final = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaverPage:
    """A window on the leavers, newest first, and what is known around it; `counts` is over all of them."""

    window: Window[LeaverSeen]
    asks: Mapping[UUID, Sequence[Ask]]
    counts: Mapping[LeaverStanding, int]
    policies: PolicyBook


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaverJourney:
    """One leaver, and the policies by which one can say when an answer usually comes."""

    leaver: LeaverWithMessages
    policies: PolicyBook


def page_of_leavers(
    *,
    by: Actor,
    now: datetime,
    place: Place,
    standings: Collection[LeaverStanding] = (),
) -> LeaverPage:
    """Return a window on the leavers of these standings, newest first. None named: all."""
    with seen_as(by.sight):
        own = Leaver.objects.visible_to(by)
        found = look_through(
            leaver_values(own.of_standings(standings)), NEWEST_FIRST, place, among=leaver_values(own)
        )
        shown = list(leavers_from(found.rows))
        page = LeaverPage(
            window=found.showing(shown),
            asks=_asks(shown, by=by),
            counts=_counts(by),
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


def export_leavers(
    *, by: Actor, now: datetime, standings: Collection[LeaverStanding] = ()
) -> Iterator[LeaverSeen]:
    """Return all leavers of these standings, newest first; each part is audited before it is given out."""
    after: UUID | None = None
    while True:
        with seen_as(by.sight):
            own = Leaver.objects.visible_to(by).of_standings(standings)
            part = seen_leavers(own.after(after)[:EXPORTED_AT_ONCE])
            _note("export_leavers", part, by=by, now=now)
        yield from part
        if len(part) < EXPORTED_AT_ONCE:
            return
        after = part[-1].id


def _note(act: str, seen: Sequence[LeaverSeen], *, by: Actor, now: datetime) -> None:
    is_shielded = any(each.is_shielded for each in seen)
    note_list(act, "leaver", [each.id for each in seen], shielded=is_shielded, by=by, now=now)


def _counts(by: Actor) -> dict[LeaverStanding, int]:
    counted = Leaver.objects.visible_to(by).values_list("standing").annotate(count=Count("id"))
    return {LeaverStanding(standing): count for standing, count in counted.order_by("standing")}


def _asks(shown: Sequence[LeaverSeen], *, by: Actor) -> dict[UUID, list[Ask]]:
    found: dict[UUID, list[Ask]] = {}
    items = WorklistItem.objects.visible_to(by).still_asked()
    for each in asks_of(items.filter(leaver_id__in=[one.id for one in shown]).after(None)):
        if each.leaver_id is not None:
            found.setdefault(each.leaver_id, []).append(each)
    return found
