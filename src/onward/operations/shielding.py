"""Mark every row that tells where a protected child is: no authority and no national officer sees it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from onward.database.bulk import run

_OF_PUPIL = (
    "UPDATE pupils_pupil SET is_shielded = %(shielded)s WHERE id = ANY(%(pupils)s)",
    """UPDATE pupils_enrolment SET is_shielded = %(shielded)s
       WHERE pupil_id = ANY(%(pupils)s) AND status <> 'ended'""",
)
_OF_TRANSFERS = (
    "UPDATE transfers_transfer AS row SET is_shielded = %(shielded)s WHERE row.pupil_id = ANY(%(pupils)s)",
    """UPDATE transfers_joiner AS row SET is_shielded = %(shielded)s FROM transfers_transfer AS transfer
       WHERE transfer.id = row.transfer_id AND transfer.pupil_id = ANY(%(pupils)s)""",
    """UPDATE transfers_alarm AS row SET is_shielded = %(shielded)s FROM transfers_transfer AS transfer
       WHERE transfer.id = row.transfer_id AND transfer.pupil_id = ANY(%(pupils)s)""",
    """UPDATE transfers_worklistitem AS row SET is_shielded = %(shielded)s
       FROM transfers_joiner AS joiner JOIN transfers_transfer AS transfer ON transfer.id = joiner.transfer_id
       WHERE joiner.id = row.joiner_id AND transfer.pupil_id = ANY(%(pupils)s)""",
)
_OF_MESSAGES = (
    """UPDATE messaging_delivery AS row SET is_shielded = %(shielded)s,
           hushed_at = CASE WHEN %(shielded)s THEN coalesce(row.hushed_at, %(now)s) ELSE row.hushed_at END
       FROM messaging_message AS message
       JOIN transfers_transfer AS transfer ON transfer.id = message.transfer_id
       WHERE message.id = row.message_id AND transfer.pupil_id = ANY(%(pupils)s)""",
    """UPDATE transfers_worklistitem AS row SET is_shielded = %(shielded)s
       FROM messaging_delivery AS delivery
       JOIN messaging_message AS message ON message.id = delivery.message_id
       JOIN transfers_transfer AS transfer ON transfer.id = message.transfer_id
       WHERE delivery.id = row.delivery_id AND row.leaver_id IS NULL
           AND transfer.pupil_id = ANY(%(pupils)s)""",
    """UPDATE messaging_message AS row SET is_shielded = %(shielded)s
       WHERE row.kind IN ('arrival', 'no-arrival') AND row.pupil_id = ANY(%(pupils)s)""",
)


def shield_pupils(shielded: Mapping[UUID, bool], *, now: datetime) -> None:
    """Shield, or unshield, the rows of these children: true where the child is protected now.

    From the moment when a delivery is first shielded its sender is told nothing more of it, for good.
    """
    for is_shielded in (True, False):
        pupils = [each for each, wanted in shielded.items() if wanted is is_shielded]
        if pupils:
            for statement in (*_OF_PUPIL, *_OF_TRANSFERS, *_OF_MESSAGES):
                run(statement, {"shielded": is_shielded, "pupils": pupils, "now": now})
