"""Empty a mailbox: the verbs of messaging, and what they settle on the worklists. Doors call these."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.errors import OnwardError
from onward.foundation.sight import HUB
from onward.messaging import services as messaging
from onward.messaging.contents import Content
from onward.messaging.sealing import Keyring
from onward.messaging.services import acknowledge, acknowledge_many, file, file_many
from onward.operations.sweeps.expiry import close_asked_about

__all__ = ["acknowledge", "acknowledge_many", "collect", "collect_many", "file", "file_many"]


def collect(delivery_id: UUID, *, by: Actor, now: datetime, keyring: Keyring) -> Content:
    """Return the content of a delivery, which counts as collected from the first time on.

    Whoever was asked to see to it, because it had expired, is asked no longer.

    Raises:
        DeliveryNotFound: there is none, or none in a mailbox that the actor empties.
        MoveNotAllowed: it has gone on to another mailbox.
        PayloadErased: the content was erased for good.
        PayloadNotReadable: the content cannot be opened. It then does not count as collected.
    """
    answer = collect_many([delivery_id], by=by, now=now, keyring=keyring)[delivery_id]
    if isinstance(answer, OnwardError):
        raise answer
    return answer


def collect_many(
    delivery_ids: Collection[UUID], *, by: Actor, now: datetime, keyring: Keyring
) -> dict[UUID, Content | OnwardError]:
    """Collect several deliveries; the answer to each is its content, or why there is none (see `collect`)."""
    with seen_as(HUB):
        answers = messaging.collect_many(delivery_ids, by=by, now=now, keyring=keyring)
        collected = [each for each, answer in answers.items() if isinstance(answer, Content)]
        close_asked_about(collected, now=now)
    return answers
