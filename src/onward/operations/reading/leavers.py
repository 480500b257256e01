"""The pupils who left a school, as that school sees them: what it said, and what it was told."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.errors import NotFound
from onward.messaging.receipts import SentRow, sent_about
from onward.operations.reading.asks import Ask, asks_about_leaver
from onward.operations.reading.looks import note_list, note_view
from onward.transfers.journey import Stated
from onward.transfers.models import Leaver
from onward.transfers.queries import LeaverQuerySet
from onward.transfers.workflow import LeaverStanding


class LeaverNotFound(NotFound):
    """No such leaver, or none that the actor may see."""

    code = "leaver-not-found"


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaverSeen:
    """One pupil who left. Everything here was said by the old school itself or told in a notice run."""

    id: UUID
    transfer_id: UUID
    school_id: int
    authority_id: str
    pupil: Stated
    reason: str
    leaving_on: date | None
    named_id: int | None
    outside_country: str
    outside_lea: str
    outside_estab: str
    outside_name: str
    standing: LeaverStanding
    told_at: datetime
    settled_month: date | None
    is_shielded: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaverWithMessages:
    """One pupil who left, with what is asked about them and what their old school sent."""

    leaver: LeaverSeen
    asks: Sequence[Ask]
    messages: Sequence[SentRow]


def list_leavers(
    *,
    by: Actor,
    now: datetime,
    limit: int,
    after: UUID | None = None,
    standings: Collection[LeaverStanding] = (),
    told_since: datetime | None = None,
) -> list[LeaverSeen]:
    """Return up to `limit` leavers, newest first, going on behind the leaver `after`."""
    with seen_as(by.sight):
        own = Leaver.objects.visible_to(by).of_standings(standings).told_since(told_since)
        leavers = seen_leavers(own.after(after)[:limit])
        ids = [each.id for each in leavers]
        is_shielded = any(each.is_shielded for each in leavers)
        note_list("list_leavers", "leaver", ids, shielded=is_shielded, by=by, now=now)
    return leavers


def view_leaver(leaver_id: UUID, *, by: Actor, now: datetime) -> LeaverWithMessages:
    """Return one leaver with everything that its school may know.

    Raises:
        LeaverNotFound: there is none, or none that the actor may see.
    """
    with seen_as(by.sight):
        leaver = find_leaver(leaver_id, by=by)
        asks = asks_about_leaver(leaver_id, by=by)
        messages = sent_about(leaver.transfer_id, by=by)
        note_view(
            "view_leaver",
            "leaver",
            leaver_id,
            shielded=leaver.is_shielded,
            by=by,
            now=now,
            authority_id=leaver.authority_id,
        )
    return LeaverWithMessages(leaver=leaver, asks=asks, messages=messages)


def find_leaver(leaver_id: UUID, *, by: Actor) -> LeaverSeen:
    """Return one leaver. The caller's transaction has the actor's sight, and notes the look.

    Raises:
        LeaverNotFound: there is none, or none that the actor may see.
    """
    found = seen_leavers(Leaver.objects.visible_to(by).filter(pk=leaver_id))
    if not found:
        raise LeaverNotFound
    return found[0]


_STATED = [each.name for each in fields(Stated)]
_OTHERS = [each.name for each in fields(LeaverSeen) if each.name != "pupil"]


def seen_leavers(leavers: LeaverQuerySet) -> list[LeaverSeen]:
    """Return these leavers as frozen rows. The caller's transaction has the sight, and notes the look."""
    return list(leavers_from(leaver_values(leavers)))


def leaver_values(leavers: LeaverQuerySet) -> "QuerySet[Any, dict[str, Any]]":
    """Return these leavers as values of which `leavers_from` makes rows."""
    return leavers.values(*_OTHERS, *_STATED)


def leavers_from(rows: Iterable[dict[str, Any]]) -> Iterable[LeaverSeen]:
    """Yield a frozen row for each of these values."""
    for row in rows:
        pupil = Stated(**{name: row.pop(name) for name in _STATED})
        standing = LeaverStanding(str(row["standing"]))
        yield LeaverSeen(**row | {"pupil": pupil, "standing": standing})
