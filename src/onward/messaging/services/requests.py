"""A request to an old school for the record of a pupil who left, in that school's mailbox."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from onward.database.bulk import fetch
from onward.database.locks import hold
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.sight import HUB
from onward.messaging.letters import Letter, sender_of, write_letters
from onward.messaging.policies import check_is_job
from onward.messaging.sealing import Keyring

REQUEST = "request"


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordRequest:
    """Which school is asked, about which of its leavers, with the details that it may see of them.

    Nothing else goes in: not who asks, not why, not since when.
    """

    leaver_id: UUID
    school_id: int
    pupil: Mapping[str, str]


def request_records(requests: Sequence[RecordRequest], *, by: Actor, now: datetime, keyring: Keyring) -> int:
    """Put a request into each old school's mailbox, and return how many were put there.

    Each leaver is asked about once, however often this is called.

    Raises:
        NotPermitted: the actor is no job of the hub.
    """
    check_is_job(by)
    with seen_as(HUB):
        wanted = list(_letters(requests, by))
        write_letters(wanted, by=by, now=now, keyring=keyring)
    return len(wanted)


def _letters(requests: Sequence[RecordRequest], by: Actor) -> Iterator[Letter]:
    by_key = {f"{REQUEST}:{each.leaver_id}": each for each in requests}
    # The hub's messages have no school, and so no unique key: two jobs take turns instead.
    hold(["requests for records"])
    asked = {row[0] for row in fetch(_ASKED, [sender_of(by), list(by_key)])}
    for key, each in by_key.items():
        if key not in asked:
            said = {
                "leaver": str(each.leaver_id),
                "what": "record-wanted",
                "pupil": dict(each.pupil),
                "message": "The record of this pupil is wanted.",
                "mend": "Send a record that names this leaver.",
            }
            yield Letter(key=key, kind=REQUEST, to_school_id=each.school_id, said=said)


_ASKED = """
    SELECT idempotency_key FROM messaging_message
    WHERE sender_school_id IS NULL AND sender_id = %s AND idempotency_key = ANY(%s)
"""
