"""Mark every row that tells where a protected child is: no authority and no national officer sees it."""

from collections.abc import Mapping
from uuid import UUID

from onward.database.bulk import run

_OF_PUPIL = (
    "UPDATE pupils_pupil SET is_shielded = %s WHERE id = ANY(%s)",
    "UPDATE pupils_enrolment SET is_shielded = %s WHERE pupil_id = ANY(%s) AND status <> 'ended'",
)
_OF_TRANSFERS = (
    "UPDATE transfers_transfer AS row SET is_shielded = %s WHERE row.pupil_id = ANY(%s)",
    """UPDATE transfers_joiner AS row SET is_shielded = %s FROM transfers_transfer AS transfer
       WHERE transfer.id = row.transfer_id AND transfer.pupil_id = ANY(%s)""",
    """UPDATE transfers_alarm AS row SET is_shielded = %s FROM transfers_transfer AS transfer
       WHERE transfer.id = row.transfer_id AND transfer.pupil_id = ANY(%s)""",
    """UPDATE transfers_worklistitem AS row SET is_shielded = %s
       FROM transfers_joiner AS joiner JOIN transfers_transfer AS transfer ON transfer.id = joiner.transfer_id
       WHERE joiner.id = row.joiner_id AND transfer.pupil_id = ANY(%s)""",
)
_OF_MESSAGES = (
    """UPDATE messaging_delivery AS row SET is_shielded = %s
       FROM messaging_message AS message
       JOIN transfers_transfer AS transfer ON transfer.id = message.transfer_id
       WHERE message.id = row.message_id AND transfer.pupil_id = ANY(%s)""",
    """UPDATE messaging_message AS row SET is_shielded = %s
       WHERE row.kind IN ('arrival', 'no-arrival') AND row.pupil_id = ANY(%s)""",
)


def shield_pupils(shielded: Mapping[UUID, bool]) -> None:
    """Shield, or unshield, the rows of these children: true where the child is protected now."""
    for is_shielded in (True, False):
        pupils = [each for each, wanted in shielded.items() if wanted is is_shielded]
        if pupils:
            for statement in (*_OF_PUPIL, *_OF_TRANSFERS, *_OF_MESSAGES):
                run(statement, [is_shielded, pupils])
