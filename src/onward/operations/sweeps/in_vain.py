"""Schools that expect a pupil in vain are told so in the notice run, when the old side is told too."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from onward.audit.services import Act
from onward.audit.services import write as write_audit
from onward.database.bulk import fetch, run
from onward.foundation.actor import Actor
from onward.operations.sweeps.rows import Swept, sweep


def tell_destinations(*, by: Actor, now: datetime) -> Swept:
    """Tell every school that expects a pupil who has arrived elsewhere that they do not come.

    Not where they went. What waits in its mailbox is taken back, and what it was asked is asked no longer.
    """

    def find(limit: int, without: Sequence[UUID]) -> list[UUID]:
        return [row[0] for row in fetch(_FIND_IN_VAIN, {"without": list(without), "limit": limit})]

    def apply(ids: Sequence[UUID]) -> None:
        parameters = {"ids": list(ids), "now": now}
        told = fetch(_TELL, parameters)
        run(_CLOSE_ASKED, parameters)
        run(_TAKE_BACK, parameters)
        write_audit([_act(by, *row) for row in told], now)

    return sweep("tell_destinations", find=find, apply=apply)


def _act(by: Actor, joiner_id: UUID, school_id: int, authority_id: str, is_shielded: object) -> Act:
    return Act(
        by=by,
        act="tell_destination",
        subject_kind="joiner",
        subject_id=str(joiner_id),
        school_id=school_id,
        authority_id=authority_id,
        shielded=bool(is_shielded),
    )


# Found first and ordered then: in the order of ids PostgreSQL would visit every joiner there is.
_FIND_IN_VAIN = """
    WITH in_vain AS MATERIALIZED (
        SELECT joiner.id FROM transfers_joiner AS joiner
        JOIN transfers_transfer AS transfer ON transfer.id = joiner.transfer_id
        WHERE joiner.standing = 'expected' AND NOT joiner.id = ANY(%(without)s)
            AND transfer.state IN ('arrived', 'confirmed_outside', 'ended', 'withdrawn')
    )
    SELECT joiner.id FROM transfers_joiner AS joiner JOIN in_vain ON in_vain.id = joiner.id
    WHERE joiner.standing = 'expected'
    ORDER BY joiner.id LIMIT %(limit)s FOR UPDATE OF joiner SKIP LOCKED
"""
_TELL = """
    UPDATE transfers_joiner SET standing = 'cancelled', told_at = %(now)s WHERE id = ANY(%(ids)s)
    RETURNING id, school_id, authority_id, is_shielded
"""
_CLOSE_ASKED = """
    UPDATE transfers_worklistitem SET closed_at = %(now)s, closed_how = 'told'
    WHERE joiner_id = ANY(%(ids)s) AND closed_at IS NULL
"""
_TAKE_BACK = """
    UPDATE messaging_delivery AS delivery SET state = 'readdressed', closed_at = %(now)s
    FROM messaging_message AS message
    JOIN transfers_joiner AS joiner ON joiner.transfer_id = message.transfer_id
    WHERE joiner.id = ANY(%(ids)s) AND delivery.message_id = message.id
        AND delivery.school_id = joiner.school_id AND delivery.state IN ('available', 'expired')
"""
