"""All that happens in one notice run, at its fixed hour: for everybody alike, and safe to run again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from onward.database.bulk import fetch
from onward.foundation.actor import Actor
from onward.messaging.sealing import Keyring
from onward.messaging.services import RecordRequest, request_records
from onward.operations.sweeps.expiry import close_asked_of_senders
from onward.operations.sweeps.notices import tell_origins
from onward.operations.sweeps.rows import Swept, sweep

_PUPIL = ("surname", "forename", "born", "sex", "scn", "upn", "stage")


@dataclass(frozen=True, kw_only=True)
class Notices:
    """What one run came to: leavers that were told, and old schools that were asked for a record."""

    told: Swept
    asked: Swept


def run_notices(*, by: Actor, now: datetime, keyring: Keyring) -> Notices:
    """Tell the old sides what their leavers have come to, and ask them for records that are wanted."""
    told = tell_origins(by=by, now=now)
    asked = _ask_for_records(by=by, now=now, keyring=keyring)
    close_asked_of_senders(now=now)
    return Notices(told=told, asked=asked)


def _ask_for_records(*, by: Actor, now: datetime, keyring: Keyring) -> Swept:
    """Put the wish for a record into the old school's mailbox too, where its own system finds it."""

    def find(limit: int, without: Sequence[UUID]) -> list[UUID]:
        return [row[0] for row in fetch(_FIND_WANTED, {"without": list(without), "limit": limit})]

    def apply(ids: Sequence[UUID]) -> None:
        requests = [_request(*row) for row in fetch(_WANTED, {"ids": list(ids)})]
        request_records(requests, by=by, now=now, keyring=keyring)

    return sweep("ask_for_records", find=find, apply=apply)


def _request(leaver_id: UUID, school_id: int, *details: str | date) -> RecordRequest:
    said = {name: str(value) for name, value in zip(_PUPIL, details, strict=True) if value}
    return RecordRequest(leaver_id=leaver_id, school_id=school_id, pupil=said)


_FIND_WANTED = """
    SELECT leaver.id FROM transfers_leaver AS leaver
    JOIN transfers_worklistitem AS item ON item.leaver_id = leaver.id
    WHERE item.kind = 'record-wanted' AND item.closed_at IS NULL AND NOT leaver.id = ANY(%(without)s)
        AND NOT EXISTS (
            SELECT FROM messaging_message AS asked
            WHERE asked.sender_school_id IS NULL AND asked.kind = 'request'
                AND asked.idempotency_key = 'request:' || leaver.id
        )
    ORDER BY leaver.id LIMIT %(limit)s FOR UPDATE OF leaver SKIP LOCKED
"""
_WANTED = f"""
    SELECT id, school_id, {", ".join(_PUPIL)} FROM transfers_leaver WHERE id = ANY(%(ids)s) ORDER BY id
"""  # noqa: S608 -- column names of our own
