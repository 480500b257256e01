"""The pupils whom a school expects, or who came: as they were announced to it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from onward.database.bulk import fetch
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.errors import NotFound
from onward.foundation.sight import HUB
from onward.messaging.mailbox import DeliveryRow, deliveries_of
from onward.operations.reading.asks import Ask, asks_about_joiner
from onward.operations.reading.looks import note_list, note_view
from onward.transfers.journey import Stated
from onward.transfers.models import Joiner
from onward.transfers.queries import JoinerQuerySet
from onward.transfers.workflow import JoinerStanding


class JoinerNotFound(NotFound):
    """No such joiner, or none that the actor may see."""

    code = "joiner-not-found"


@dataclass(frozen=True, kw_only=True, slots=True)
class JoinerSeen:
    """One pupil who was announced to a school, or whom it announced itself."""

    id: UUID
    transfer_id: UUID
    school_id: int
    authority_id: str
    pupil: Stated
    standing: JoinerStanding
    expected_from: date
    due_on: date | None
    arrived_on: date | None
    told_at: datetime
    is_shielded: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class JoinerWithDeliveries:
    """One joiner, with what is asked about them and what lies in the mailbox about them."""

    joiner: JoinerSeen
    asks: Sequence[Ask]
    deliveries: Sequence[DeliveryRow]


def list_joiners(
    *,
    by: Actor,
    now: datetime,
    limit: int,
    after: UUID | None = None,
    standings: Collection[JoinerStanding] = (),
    told_since: datetime | None = None,
) -> list[JoinerSeen]:
    """Return up to `limit` joiners, newest first, going on behind the joiner `after`."""
    with seen_as(by.sight):
        own = Joiner.objects.visible_to(by).of_standings(standings).told_since(told_since)
        joiners = seen_joiners(own.after(after)[:limit])
        is_shielded = any(each.is_shielded for each in joiners)
        ids = [each.id for each in joiners]
        note_list("list_joiners", "joiner", ids, shielded=is_shielded, by=by, now=now)
    return joiners


def view_joiner(joiner_id: UUID, *, by: Actor, now: datetime) -> JoinerWithDeliveries:
    """Return one joiner with everything that the school was given about them.

    Raises:
        JoinerNotFound: there is none, or none that the actor may see.
    """
    with seen_as(by.sight):
        found = seen_joiners(Joiner.objects.visible_to(by).filter(pk=joiner_id))
        if not found:
            raise JoinerNotFound
        joiner = found[0]
        asks = asks_about_joiner(joiner_id, by=by)
        deliveries = deliveries_of(_messages_about(joiner), by=by)
        note_view(
            "view_joiner",
            "joiner",
            joiner_id,
            shielded=joiner.is_shielded,
            by=by,
            now=now,
            authority_id=joiner.authority_id,
        )
    return JoinerWithDeliveries(joiner=joiner, asks=asks, deliveries=deliveries)


def joiners_of(deliveries: Collection[UUID]) -> dict[UUID, UUID]:
    """Return for each delivery the newest joiner of the same school whom it is about, where there is one.

    The deliveries were found in the sight of their mailbox's owner, whose joiners these are too.
    """
    with seen_as(HUB):
        return dict(fetch(_JOINERS_OF, [list(deliveries)]))


def _messages_about(joiner: JoinerSeen) -> list[UUID]:
    """Return the messages about the joiner's transfer; which of them lie in a mailbox is asked afterwards."""
    with seen_as(HUB):
        return [row[0] for row in fetch(_MESSAGES_ABOUT, [joiner.transfer_id])]


_STATED = [each.name for each in fields(Stated)]
_OTHERS = [each.name for each in fields(JoinerSeen) if each.name != "pupil"]


def seen_joiners(joiners: JoinerQuerySet) -> list[JoinerSeen]:
    """Return these joiners as frozen rows. The caller's transaction has the sight, and notes the look."""
    return list(_rows(joiners.values(*_OTHERS, *_STATED)))


def _rows(rows: Iterable[dict[str, Any]]) -> Iterable[JoinerSeen]:
    for row in rows:
        pupil = Stated(**{name: row.pop(name) for name in _STATED})
        standing = JoinerStanding(str(row["standing"]))
        yield JoinerSeen(**row | {"pupil": pupil, "standing": standing})


_MESSAGES_ABOUT = "SELECT id FROM messaging_message WHERE transfer_id = %s ORDER BY id"
_JOINERS_OF = """
    SELECT DISTINCT ON (delivery.id) delivery.id, joiner.id
    FROM messaging_delivery AS delivery
    JOIN messaging_message AS message ON message.id = delivery.message_id
    JOIN transfers_joiner AS joiner
        ON joiner.transfer_id = message.transfer_id AND joiner.school_id = delivery.school_id
    WHERE delivery.id = ANY(%s)
    ORDER BY delivery.id, joiner.id DESC
"""
