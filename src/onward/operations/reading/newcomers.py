"""The pupils who come to a school, as its office works through them: who is overdue first.

A pupil who came and is protected may still be expected under an older face, so that nobody else learns of
the arrival; the school itself knows, and is not shown them twice. Nor is who was recorded and can still be
taken back: they stand above the list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from onward.database.sight import seen_as
from onward.directory.register import current_register
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.messaging.mailbox import DeliveryRow
from onward.operations.held_arrivals import Held, held_arrivals
from onward.operations.models import HeldArrival
from onward.operations.reading.asks import Ask
from onward.operations.reading.joiners import JoinerSeen, view_joiner
from onward.operations.reading.looks import note_list
from onward.operations.reading.windows import MOST_EXPORTED, NEWEST_FIRST, Place, Window, look_through
from onward.transfers.journey import Stated
from onward.transfers.models import Joiner
from onward.transfers.queries import JoinerQuerySet
from onward.transfers.workflow import JoinerStanding

MOST_TOGETHER: Final = 200

_LATEST: Final = date(9999, 12, 31)
_DUE_FIRST: Final = ("due_by", "surname", "forename", "id")


class Group(StrEnum):
    """The groups in which an office works through who comes. Who is overdue is expected too."""

    EXPECTED = "expected"
    OVERDUE = "overdue"
    ARRIVED = "arrived"
    NOT_HERE = "not-here"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True, slots=True)
class Newcomers:
    """A window on one group, how many pupils each group has, and whose arrival can still be taken back."""

    window: Window[JoinerSeen]
    counts: Mapping[Group, int]
    held: Sequence[tuple[JoinerSeen, Held]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Newcomer:
    """One pupil who comes, with everything that the school was given about them.

    `schools` are the names of the schools that sent it. `came_as` is the face under which the pupil has come
    already, where that is another one. `held` is an arrival that can still be taken back.
    """

    joiner: JoinerSeen
    asks: Sequence[Ask]
    deliveries: Sequence[DeliveryRow]
    schools: Mapping[int, str]
    came_as: UUID | None
    held: Held | None


def list_newcomers(*, group: Group, place: Place, by: Actor, now: datetime, stage: str = "") -> Newcomers:
    """Return a window on one group, narrowed to a stage where one is named, and the counts with it.

    Who is expected stands in the order of the days on which answers are due, and of names; all others
    newest first.
    """
    today = today_in_scotland(now)
    with seen_as(by.sight):
        own = _of_stage(_own(by), stage)
        in_group = own.filter(_is(group, today)).values(*_COLUMNS, "due_by")
        whole = _with_days(by).values(*_COLUMNS, "due_by")
        found = look_through(in_group, _order(group), place, among=whole)
        counts = _counts(own, today)
        rows = [_seen(each) for each in found.rows]
        held = _held(by)
        _note("list_joiners", [*rows, *(each for each, _ in held)], by=by, now=now)
    return Newcomers(window=found.showing(rows), counts=counts, held=held)


def count_newcomers(*, by: Actor, today: date) -> dict[Group, int]:
    """Return how many there are in each group. A sight must be set."""
    return _counts(_own(by), today)


def _counts(own: JoinerQuerySet, today: date) -> dict[Group, int]:
    counts = own.aggregate(**{_name(each): Count("pk", filter=_is(each, today)) for each in Group})
    return {each: counts[_name(each)] for each in Group}


def export_newcomers(*, group: Group, by: Actor, now: datetime, stage: str = "") -> Sequence[JoinerSeen]:
    """Return one group whole, up to `MOST_EXPORTED` pupils, as it is listed. It is noted as an export."""
    today = today_in_scotland(now)
    with seen_as(by.sight):
        found = _of_stage(_own(by), stage).filter(_is(group, today)).order_by(*_order(group))
        rows = [_seen(each) for each in found.values(*_COLUMNS)[:MOST_EXPORTED]]
        _note("export_joiners", rows, by=by, now=now)
    return rows


def view_newcomers(ids: Sequence[UUID], *, by: Actor, now: datetime) -> Sequence[JoinerSeen]:
    """Return those of these pupils whom the actor may see, as they are listed; `MOST_TOGETHER` at most."""
    with seen_as(by.sight):
        found = _with_days(by).filter(pk__in=ids[:MOST_TOGETHER]).order_by(*_DUE_FIRST)
        rows = [_seen(each) for each in found.values(*_COLUMNS)]
        _note("list_joiners", rows, by=by, now=now)
    return rows


def view_newcomer(joiner_id: UUID, *, by: Actor, now: datetime) -> Newcomer:
    """Return one pupil who comes.

    Raises:
        JoinerNotFound: there is none, or none that the actor may see.
    """
    with seen_as(by.sight):
        found = view_joiner(joiner_id, by=by, now=now)
        joiner = found.joiner
        arrived = Joiner.objects.visible_to(by).filter(
            transfer=joiner.transfer_id, school=joiner.school_id, standing=JoinerStanding.ARRIVED
        )
        came_as = arrived.exclude(pk=joiner_id).order_by("id").values_list("id", flat=True).first()
        register = current_register()
        held = held_arrivals(by=by, joiner_id=joiner_id)
    senders = {each.sender_school_id for each in found.deliveries if each.sender_school_id is not None}
    return Newcomer(
        joiner=joiner,
        asks=found.asks,
        deliveries=found.deliveries,
        schools={each: register.by_id[each].name for each in senders},
        came_as=came_as,
        held=held[0] if held else None,
    )


def _own(by: Actor) -> JoinerQuerySet:
    arrived = Joiner.objects.filter(
        transfer=OuterRef("transfer"), school=OuterRef("school"), standing=JoinerStanding.ARRIVED
    )
    held = HeldArrival.objects.filter(joiner=OuterRef("pk"), refused="")
    answered = Q(standing=JoinerStanding.EXPECTED) & (Exists(arrived) | Exists(held))
    own: JoinerQuerySet = _with_days(by).exclude(answered)
    return own


def _held(by: Actor) -> list[tuple[JoinerSeen, Held]]:
    held = {each.joiner_id: each for each in held_arrivals(by=by)}
    found = Joiner.objects.visible_to(by).filter(pk__in=held).order_by("surname", "forename", "id")
    rows = [_seen(each) for each in found.values(*_COLUMNS)]
    return [(each, held[each.id]) for each in rows]


def _with_days(by: Actor) -> JoinerQuerySet:
    own: JoinerQuerySet = Joiner.objects.visible_to(by).annotate(due_by=Coalesce("due_on", Value(_LATEST)))
    return own


def _of_stage(rows: JoinerQuerySet, stage: str) -> JoinerQuerySet:
    return rows.filter(stage=stage) if stage else rows


def _is(group: Group, today: date) -> Q:
    if group is Group.OVERDUE:
        return Q(standing=JoinerStanding.EXPECTED, due_on__lt=today)
    return Q(standing=_STANDINGS[group])


def _order(group: Group) -> Sequence[str]:
    return _DUE_FIRST if group in {Group.EXPECTED, Group.OVERDUE} else NEWEST_FIRST


def _name(group: Group) -> str:
    return f"count_{group.name.lower()}"


def _seen(row: dict[str, Any]) -> JoinerSeen:
    others = {name: row[name] for name in _OTHERS}
    pupil = Stated(**{name: row[name] for name in _STATED})
    return JoinerSeen(**others | {"pupil": pupil, "standing": JoinerStanding(row["standing"])})


def _note(act: str, rows: Sequence[JoinerSeen], *, by: Actor, now: datetime) -> None:
    is_shielded = any(each.is_shielded for each in rows)
    note_list(act, "joiner", [each.id for each in rows], shielded=is_shielded, by=by, now=now)


_STATED = [each.name for each in fields(Stated)]
_OTHERS = [each.name for each in fields(JoinerSeen) if each.name != "pupil"]
_COLUMNS = [*_OTHERS, *_STATED]
_STANDINGS = {
    Group.EXPECTED: JoinerStanding.EXPECTED,
    Group.ARRIVED: JoinerStanding.ARRIVED,
    Group.NOT_HERE: JoinerStanding.NOT_HERE,
    Group.CANCELLED: JoinerStanding.CANCELLED,
}
