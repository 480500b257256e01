"""What school offices do with their mailboxes in the morning: collect, acknowledge and file. In bulk.

A real office empties its own mailbox with its own system; here a job does it for many of them with the
same verbs. A few offices never look, and most systems only collect.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from onward.database.bulk import fetch
from onward.database.sight import seen_as
from onward.demo.replay.in_batches import in_batches
from onward.foundation.actor import Actor, ActorKind, Door
from onward.foundation.sight import HUB
from onward.messaging.contents import Content
from onward.messaging.sealing import Keyring
from onward.operations.mailbox import acknowledge_many, collect_many, file_many

_NEGLECTED_ONE_IN = 97
_FILED_ONE_IN = 5
_OFFICES = Actor(kind=ActorKind.JOB, id="school-offices", door=Door.DEMO, sight=HUB)


def empty_mailboxes(*, share: int, shares: int, now: datetime, keyring: Keyring) -> int:
    """Take what waits in the mailboxes of one share of the schools, and return how much that was."""
    values = {"share": share, "shares": shares, "neglected": _NEGLECTED_ONE_IN, "filed": _FILED_ONE_IN}
    with seen_as(HUB):
        waiting = fetch(_WAITING, values)
    for batch in in_batches(waiting):
        received = _collect([delivery for delivery, _ in batch], now, keyring)
        _file({each: received[each] for each, is_filed in batch if is_filed and each in received}, now)
    return len(waiting)


def _collect(deliveries: Sequence[UUID], now: datetime, keyring: Keyring) -> Mapping[UUID, bytes]:
    """Return the checksum of each content that was received."""
    answers = collect_many(deliveries, by=_OFFICES, now=now, keyring=keyring)
    return {
        delivery: hashlib.sha256(answer.content).digest()
        for delivery, answer in answers.items()
        if isinstance(answer, Content)
    }


def _file(received: Mapping[UUID, bytes], now: datetime) -> None:
    if received:
        acknowledge_many(received, by=_OFFICES, now=now)
        file_many(list(received), by=_OFFICES, now=now)


_WAITING = """
    SELECT id, school_id %% %(filed)s = 0 FROM messaging_delivery
    WHERE state = 'available' AND school_id %% %(shares)s = %(share)s AND school_id %% %(neglected)s <> 0
    ORDER BY id
"""
