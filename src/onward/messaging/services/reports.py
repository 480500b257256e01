"""A report to a sender, in the sender's mailbox, of what failed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from onward.database.bulk import fetch, run
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.sight import HUB
from onward.messaging.letters import Letter, sender_of, write_letters
from onward.messaging.policies import check_is_job
from onward.messaging.sealing import Keyring

REPORT = "report"


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """One delivery that failed: what happened, in a word and in plain words, and what would mend it.

    The words must be the same for every child: they go to the old school.
    """

    delivery_id: UUID
    what: str
    code: str
    message: str
    mend: str


def report_to_senders(failures: Sequence[Failure], *, by: Actor, now: datetime, keyring: Keyring) -> int:
    """Put a report of each failure into its sender's mailbox, and return how many were put there.

    A sender is told only of mailboxes that it named itself, and of nothing that tells where a protected
    child is. Each failure is reported once, however often this is called.

    Raises:
        NotPermitted: the actor is no job of the hub.
    """
    check_is_job(by)
    with seen_as(HUB):
        told = list(_reports(failures, by))
        write_letters(told, by=by, now=now, keyring=keyring)
    return len(told)


def _reports(failures: Iterable[Failure], by: Actor) -> Iterator[Letter]:
    by_key = {f"{REPORT}:{each.delivery_id}:{each.code}": each for each in failures}
    deliveries = [each.delivery_id for each in by_key.values()]
    run(_LOCK, [deliveries])
    for key, message_id, sender_school_id in fetch(_TO_TELL, [list(by_key), deliveries, sender_of(by)]):
        failure = by_key[key]
        said = {
            "about": str(message_id),
            "what": failure.what,
            "code": failure.code,
            "message": failure.message,
            "mend": failure.mend,
        }
        yield Letter(key=key, kind=REPORT, to_school_id=sender_school_id, said=said)


# Locked by a statement of its own, so that of two jobs the second one sees what the first has reported.
_LOCK = "SELECT FROM messaging_delivery WHERE id = ANY(%s) ORDER BY id FOR UPDATE"
_TO_TELL = """
    SELECT failed.key, message.id, message.sender_school_id
    FROM unnest(%s::text[], %s::uuid[]) AS failed (key, delivery_id)
    JOIN messaging_delivery AS delivery ON delivery.id = failed.delivery_id
    JOIN messaging_message AS message ON message.id = delivery.message_id
    WHERE delivery.is_as_addressed AND NOT delivery.is_shielded AND delivery.hushed_at IS NULL
        AND NOT message.is_shielded AND message.sender_school_id IS NOT NULL
        AND NOT EXISTS (
            SELECT FROM messaging_message AS told
            WHERE told.sender_school_id IS NULL AND told.sender_id = %s AND told.idempotency_key = failed.key
        )
    ORDER BY delivery.id
"""
