"""A school's mailbox as its office works through it: how far each message is, who sent it, about whom."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count

from onward.database.sight import seen_as
from onward.directory.register import current_register
from onward.foundation.actor import Actor
from onward.messaging.contents import Content
from onward.messaging.mailbox import DeliveryRow, find_delivery
from onward.messaging.models import Delivery
from onward.messaging.queries import DeliveryQuerySet
from onward.messaging.sealing import Keyring
from onward.messaging.workflow import TAKEN, WAITING, DeliveryState
from onward.operations.mailbox import collect
from onward.operations.reading.joiners import joiners_of
from onward.operations.reading.looks import note_list, note_view
from onward.operations.reading.windows import (
    MOST_EXPORTED,
    NEWEST_FIRST,
    OLDEST_FIRST,
    Place,
    Window,
    look_through,
)
from onward.transfers.models import Joiner

SHOWN: Final = (
    DeliveryState.AVAILABLE,
    DeliveryState.EXPIRED,
    DeliveryState.COLLECTED,
    DeliveryState.ACKNOWLEDGED,
    DeliveryState.FILED,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """One message in the mailbox. `pupil` and `joiner_id`: whom it is about, where the school expects them.

    `sender` is the name of the school that sent it; empty: the hub.
    """

    delivery: DeliveryRow
    joiner_id: UUID | None
    pupil: str
    sender: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PostBox:
    """A window on the messages in one state, and how many there are in each."""

    window: Window[Post]
    counts: Mapping[DeliveryState, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenedPost:
    """One message with its content, where it has been collected."""

    post: Post
    content: Content | None


def list_post(*, state: DeliveryState, place: Place, by: Actor, now: datetime) -> PostBox:
    """Return a window on the messages in one state: what waits oldest first, the others newest first."""
    order = OLDEST_FIRST if state in WAITING else NEWEST_FIRST
    with seen_as(by.sight):
        in_state = _own(by).in_states([state]).values(*_COLUMNS)
        found = look_through(in_state, order, place, among=_own(by).values(*_COLUMNS))
        counted = dict(_own(by).values_list("state").annotate(count=Count("pk")).order_by("state"))
        rows = _posts([_row(each) for each in found.rows], by=by)
        _note("list_mailbox", rows, by=by, now=now)
    return PostBox(
        window=found.showing(rows),
        counts={each: counted.get(each.value, 0) for each in SHOWN},
    )


def export_post(*, state: DeliveryState, by: Actor, now: datetime) -> Sequence[Post]:
    """Return the messages in one state, up to `MOST_EXPORTED`, oldest first. It is noted as an export."""
    with seen_as(by.sight):
        found = _own(by).in_states([state]).order_by(*OLDEST_FIRST).values(*_COLUMNS)[:MOST_EXPORTED]
        rows = _posts([_row(each) for each in found], by=by)
        _note("export_mailbox", rows, by=by, now=now)
    return rows


def open_post(delivery_id: UUID, *, by: Actor, now: datetime, keyring: Keyring) -> OpenedPost:
    """Return one message of the actor's mailbox, with its content if it was collected before.

    What waits stays closed and waiting: to open it is to collect it, by `operations.mailbox.collect`.

    Raises:
        DeliveryNotFound: there is none, or none in a mailbox that the actor empties.
        PayloadErased: the content was erased for good.
        PayloadNotReadable: the content cannot be opened.
    """
    with seen_as(by.sight):
        row = find_delivery(delivery_id, by=by)
        note_view("view_delivery", "delivery", delivery_id, shielded=row.is_shielded, by=by, now=now)
        post = _posts([row], by=by)[0]
    is_taken = row.state in TAKEN
    content = collect(delivery_id, by=by, now=now, keyring=keyring) if is_taken else None
    return OpenedPost(post=post, content=content)


def _note(act: str, rows: Sequence[Post], *, by: Actor, now: datetime) -> None:
    is_shielded = any(each.delivery.is_shielded for each in rows)
    note_list(act, "delivery", [each.delivery.id for each in rows], shielded=is_shielded, by=by, now=now)


def _own(by: Actor) -> DeliveryQuerySet:
    return Delivery.objects.visible_to(by).in_mailbox_of(by).lying_there()


def _row(values: Mapping[str, Any]) -> DeliveryRow:
    state, sha256 = DeliveryState(values["state"]), bytes(values["content_sha256"])
    return DeliveryRow(**{**values, "state": state, "content_sha256": sha256})


def _posts(rows: Sequence[DeliveryRow], *, by: Actor) -> list[Post]:
    register = current_register()
    joiners = joiners_of([each.id for each in rows])
    names = _names(set(joiners.values()), by=by)
    return [
        Post(
            delivery=each,
            joiner_id=joiners.get(each.id),
            pupil=names.get(joiners.get(each.id), ""),
            sender=register.by_id[each.sender_school_id].name if each.sender_school_id else "",
        )
        for each in rows
    ]


def _names(joiners: Collection[UUID], *, by: Actor) -> dict[UUID | None, str]:
    own = Joiner.objects.visible_to(by).filter(pk__in=joiners).order_by("id")
    return {
        each: f"{surname}, {forename}"
        for each, surname, forename in own.values_list("id", "surname", "forename")
    }


_COLUMNS = [each.name for each in fields(DeliveryRow)]
