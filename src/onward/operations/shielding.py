"""Mark every row that tells where a protected child is: no authority and no national officer sees it.

What tells only where a child was, or is awaited in vain, stays as it is: that it vanished would tell the
old side that the child was found.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from onward.database.bulk import run


def has_left(pupil: str, school: str) -> str:
    """Return SQL that says whether the newest that is known of a pupil and a school is that they left it.

    Who left a school's successor has left the school.
    """
    return f"""
        (SELECT newest.origin_id IS NOT NULL
            AND newest.destination_id IS DISTINCT FROM {school}
         FROM transfers_transfer AS newest
         WHERE newest.pupil_id = {pupil} AND (
            {school} IN (newest.origin_id, newest.destination_id)
            OR newest.origin_id = (SELECT successor_id FROM directory_school WHERE id = {school}))
         ORDER BY newest.id DESC LIMIT 1) IS TRUE
    """  # noqa: S608 -- names of our own


JOINER_TELLS = f"""
    joiner.school_id = transfer.destination_id
    AND (joiner.standing = 'arrived'
        OR joiner.standing = 'expected' AND transfer.is_kept_back
            AND transfer.state IN ('expected', 'alarmed', 'in_case'))
    AND NOT {has_left("transfer.pupil_id", "joiner.school_id")}
"""
# A face under which the child was awaited, and under which the old side's post came, for all to see.
_IS_IN_VAIN = """
    EXISTS (SELECT FROM transfers_joiner AS in_vain WHERE in_vain.transfer_id = transfer.id
        AND in_vain.school_id = delivery.school_id AND in_vain.standing <> 'arrived'
        AND NOT in_vain.is_shielded)
"""
_IS_THERE = f"""
    delivery.school_id = transfer.destination_id
    AND NOT {has_left("transfer.pupil_id", "delivery.school_id")}
"""
DELIVERY_TELLS = f"(delivery.school_id IS NULL OR {_IS_THERE} AND NOT {_IS_IN_VAIN})"

_OF_DELIVERIES = """
    FROM messaging_message AS message JOIN transfers_transfer AS transfer ON transfer.id = message.transfer_id
    WHERE message.id = delivery.message_id AND transfer.pupil_id = ANY(%(pupils)s)
"""
_SHIELD = (
    "UPDATE pupils_pupil SET is_shielded = true WHERE id = ANY(%(pupils)s)",
    f"""UPDATE pupils_enrolment AS place SET is_shielded = true
        WHERE pupil_id = ANY(%(pupils)s) AND status <> 'ended'
            AND NOT {has_left("place.pupil_id", "place.school_id")}""",  # noqa: S608 -- our own words
    "UPDATE transfers_transfer SET is_shielded = true WHERE pupil_id = ANY(%(pupils)s)",
    f"""UPDATE transfers_joiner AS joiner SET is_shielded = true FROM transfers_transfer AS transfer
        WHERE transfer.id = joiner.transfer_id AND transfer.pupil_id = ANY(%(pupils)s) AND {JOINER_TELLS}""",  # noqa: S608 -- our own words
    """UPDATE transfers_alarm AS alarm SET is_shielded = true FROM transfers_transfer AS transfer
       WHERE transfer.id = alarm.transfer_id AND transfer.pupil_id = ANY(%(pupils)s)""",
    f"""UPDATE messaging_delivery AS delivery SET hushed_at = coalesce(delivery.hushed_at, %(now)s)
        {_OF_DELIVERIES} AND (delivery.school_id IS NULL OR {_IS_THERE})""",  # noqa: S608 -- our own words
    f"""UPDATE messaging_delivery AS delivery SET is_shielded = true {_OF_DELIVERIES} AND {DELIVERY_TELLS}""",  # noqa: S608 -- our own words
    f"""UPDATE messaging_message AS message SET is_shielded = true
        WHERE message.kind = 'arrival' AND message.pupil_id = ANY(%(pupils)s)
            AND NOT {has_left("message.pupil_id", "message.sender_school_id")}""",  # noqa: S608 -- our own words
)
_UNSHIELD = (
    "UPDATE pupils_pupil SET is_shielded = false WHERE id = ANY(%(pupils)s)",
    "UPDATE pupils_enrolment SET is_shielded = false WHERE pupil_id = ANY(%(pupils)s)",
    "UPDATE transfers_transfer SET is_shielded = false WHERE pupil_id = ANY(%(pupils)s)",
    """UPDATE transfers_joiner AS joiner SET is_shielded = false FROM transfers_transfer AS transfer
       WHERE transfer.id = joiner.transfer_id AND transfer.pupil_id = ANY(%(pupils)s)""",
    """UPDATE transfers_leaver AS leaver SET is_shielded = false FROM transfers_transfer AS transfer
       WHERE transfer.id = leaver.transfer_id AND transfer.pupil_id = ANY(%(pupils)s)""",
    """UPDATE transfers_alarm AS alarm SET is_shielded = false FROM transfers_transfer AS transfer
       WHERE transfer.id = alarm.transfer_id AND transfer.pupil_id = ANY(%(pupils)s)""",
    f"UPDATE messaging_delivery AS delivery SET is_shielded = false {_OF_DELIVERIES}",  # noqa: S608 -- our own words
    "UPDATE messaging_message SET is_shielded = false WHERE pupil_id = ANY(%(pupils)s)",
)
# What is asked follows what it is about. The row of a sender's co-ordinator is about the leaver.
_LET_ASKED_FOLLOW = (
    """UPDATE transfers_worklistitem AS item SET is_shielded = joiner.is_shielded
       FROM transfers_joiner AS joiner JOIN transfers_transfer AS transfer ON transfer.id = joiner.transfer_id
       WHERE joiner.id = item.joiner_id AND transfer.pupil_id = ANY(%(pupils)s)""",
    """UPDATE transfers_alarmnote AS note SET is_shielded = joiner.is_shielded
       FROM transfers_joiner AS joiner JOIN transfers_transfer AS transfer ON transfer.id = joiner.transfer_id
       WHERE joiner.id = note.joiner_id AND transfer.pupil_id = ANY(%(pupils)s)""",
    """UPDATE transfers_worklistitem AS item SET is_shielded = delivery.is_shielded
       FROM messaging_delivery AS delivery
       JOIN messaging_message AS message ON message.id = delivery.message_id
       JOIN transfers_transfer AS transfer ON transfer.id = message.transfer_id
       WHERE delivery.id = item.delivery_id AND item.leaver_id IS NULL
           AND transfer.pupil_id = ANY(%(pupils)s)""",
)


def shield_pupils(shielded: Mapping[UUID, bool], *, now: datetime) -> None:
    """Shield, or unshield, the rows of these children: true where the child is protected now.

    From the moment when a child is protected the sender of what lies where they are is told nothing more
    of it, for good.
    """
    for is_shielded, statements in ((True, _SHIELD), (False, _UNSHIELD)):
        pupils = [each for each, wanted in shielded.items() if wanted is is_shielded]
        if pupils:
            for statement in (*statements, *_LET_ASKED_FOLLOW):
                run(statement, {"pupils": pupils, "now": now})
