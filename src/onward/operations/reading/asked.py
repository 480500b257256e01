"""What is asked of a school, with the pupil whom it is about: its worklist as a page shows it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q

from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.operations.reading.asks import Ask
from onward.operations.reading.joiners import joiners_of
from onward.operations.reading.looks import note_list
from onward.operations.reading.windows import MOST_EXPORTED, OLDEST_FIRST, Place, Window, look_through
from onward.transfers.models import Joiner, Leaver, WorklistItem, WorklistKind
from onward.transfers.queries import WorklistQuerySet
from onward.transfers.workflow import JoinerStanding


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One thing asked, and the name of the pupil whom it is about; empty: nobody whom the actor may see."""

    ask: Ask
    pupil: str


def list_asked(*, place: Place, by: Actor, now: datetime) -> Window[Asked]:
    """Return a window on what is asked of the actor's own side and not answered yet, oldest first."""
    with seen_as(by.sight):
        whole = WorklistItem.objects.visible_to(by).values(*_COLUMNS)
        found = look_through(open_asks(by).values(*_COLUMNS), OLDEST_FIRST, place, among=whole)
        return found.showing(_asked("list_worklist", found.rows, by=by, now=now))


def export_asked(*, by: Actor, now: datetime) -> Sequence[Asked]:
    """Return what is asked, up to `MOST_EXPORTED` rows, oldest first. It is noted as an export."""
    with seen_as(by.sight):
        rows = list(open_asks(by).order_by(*OLDEST_FIRST).values(*_COLUMNS)[:MOST_EXPORTED])
        return _asked("export_worklist", rows, by=by, now=now)


def open_asks(by: Actor) -> WorklistQuerySet:
    """Return what is asked of the actor's own side and not answered yet. A sight must be set.

    About a protected child who came it stays open under the older face, so that nobody else learns of the
    arrival; the school that said so has answered.
    """
    arrived = Joiner.objects.filter(
        transfer=OuterRef("joiner__transfer"), school=OuterRef("school"), standing=JoinerStanding.ARRIVED
    )
    asked = WorklistItem.objects.visible_to(by).still_asked()
    answered = Q(joiner__standing=JoinerStanding.EXPECTED) & Exists(arrived)
    own: WorklistQuerySet = asked.exclude(answered)
    return own


def _asked(act: str, rows: Sequence[dict[str, Any]], *, by: Actor, now: datetime) -> list[Asked]:
    asks = [Ask(**each | {"kind": WorklistKind(each["kind"])}) for each in rows]
    is_shielded = any(each.is_shielded for each in asks)
    note_list(act, "worklist", [each.id for each in asks], shielded=is_shielded, by=by, now=now)
    return _with_pupils(asks, by=by)


def _with_pupils(asks: Sequence[Ask], *, by: Actor) -> list[Asked]:
    of_deliveries = joiners_of([each.delivery_id for each in asks if each.delivery_id])
    leavers = {each.leaver_id for each in asks if each.leaver_id}
    joiners = {each.joiner_id for each in asks if each.joiner_id} | set(of_deliveries.values())
    names = {
        **_names(Leaver.objects.visible_to(by), leavers),
        **_names(Joiner.objects.visible_to(by), joiners),
    }
    return [Asked(ask=each, pupil=names.get(_about(each, of_deliveries), "")) for each in asks]


def _about(ask: Ask, of_deliveries: dict[UUID, UUID]) -> UUID | None:
    if ask.delivery_id:
        return of_deliveries.get(ask.delivery_id)
    return ask.leaver_id or ask.joiner_id


def _names(faces: models.QuerySet[Any], ids: Collection[UUID]) -> dict[UUID | None, str]:
    rows = faces.filter(pk__in=ids).order_by("id").values_list("id", "surname", "forename")
    return {each: f"{surname}, {forename}" for each, surname, forename in rows}


_COLUMNS = [each.name for each in fields(Ask)]
