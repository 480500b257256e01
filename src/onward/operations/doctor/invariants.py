"""What must be true of the data, each as a query that returns the ids of the rows of which it is not."""

from dataclasses import dataclass

from onward.operations.shielding import DELIVERY_TELLS, JOINER_TELLS, has_left


@dataclass(frozen=True, kw_only=True)
class Invariant:
    """A sentence that must be true, and the query for the rows that break it (`%(today)s` may be used)."""

    says: str
    broken_by: str


INVARIANTS = (
    Invariant(
        says="The newest event of a transfer and its state agree",
        broken_by="""
            SELECT transfer.id FROM transfers_transfer AS transfer
            LEFT JOIN LATERAL (
                SELECT after FROM transfers_transferevent AS event
                WHERE event.transfer_id = transfer.id ORDER BY number DESC LIMIT 1
            ) AS newest ON true
            WHERE newest.after IS DISTINCT FROM transfer.state""",
    ),
    Invariant(
        says="The events of a transfer are numbered without a gap, each from where the last one led",
        broken_by="""
            SELECT transfer_id FROM (
                SELECT transfer_id, number, before,
                    row_number() OVER journey AS expected, lag(after, 1, '') OVER journey AS led_to
                FROM transfers_transferevent WINDOW journey AS (PARTITION BY transfer_id ORDER BY number)
            ) AS event WHERE number <> expected OR before <> led_to""",
    ),
    Invariant(
        says="Every message has its content, or the proof that it was erased",
        broken_by="""
            SELECT message.id FROM messaging_message AS message
            WHERE NOT EXISTS (
                SELECT FROM messaging_payload AS payload WHERE payload.message_id = message.id)""",
    ),
    Invariant(
        says="Every departure and record lies where the pupil is, or at the centre if protected",
        broken_by="""
            SELECT message.id FROM messaging_message AS message
            JOIN transfers_transfer AS transfer ON transfer.id = message.transfer_id
            JOIN directory_school AS school ON school.id = transfer.destination_id
            WHERE message.kind IN ('departure', 'record')
                AND transfer.state IN ('expected', 'alarmed', 'arrived')
                AND (message.kind = 'record' OR message.id = transfer.departure_message_id)
                AND NOT EXISTS (
                    SELECT FROM messaging_delivery AS delivery
                    WHERE delivery.message_id = message.id AND delivery.state <> 'readdressed'
                        AND (delivery.school_id = transfer.destination_id
                            OR transfer.is_shielded AND delivery.school_id IS NULL
                            -- What waited in a school that closed has gone on.
                            OR school.closed_on <= %(today)s))""",
    ),
    Invariant(
        says="Nothing waits in the mailbox of a school that has closed",
        broken_by="""
            SELECT delivery.id FROM messaging_delivery AS delivery
            JOIN directory_school AS school ON school.id = delivery.school_id
            WHERE delivery.state IN ('available', 'expired') AND school.closed_on <= %(today)s""",
    ),
    Invariant(
        says="No pupil is expected at a school that has closed",
        broken_by="""
            SELECT transfer.id FROM transfers_transfer AS transfer
            JOIN directory_school AS school ON school.id = transfer.destination_id
            WHERE transfer.state IN ('expected', 'alarmed') AND school.closed_on <= %(today)s""",
    ),
    Invariant(
        says="Nobody is on the roll of a school that has closed",
        broken_by="""
            SELECT place.id FROM pupils_enrolment AS place
            JOIN directory_school AS school ON school.id = place.school_id
            WHERE place.status <> 'ended' AND school.closed_on <= %(today)s""",
    ),
    Invariant(
        says="Nothing hangs on a row that was merged into another one of the same child",
        broken_by="""
            WITH merged AS (SELECT id FROM pupils_pupil WHERE merged_into_id IS NOT NULL)
            SELECT id FROM transfers_transfer WHERE pupil_id IN (TABLE merged)
            UNION ALL SELECT id FROM pupils_enrolment WHERE pupil_id IN (TABLE merged)
            UNION ALL SELECT id FROM pupils_pupil WHERE merged_into_id IN (TABLE merged)""",
    ),
    Invariant(
        says="An alarm is open exactly for the transfers that are alarmed",
        broken_by="""
            SELECT coalesce(transfer.id, alarm.transfer_id)
            FROM (SELECT id FROM transfers_transfer WHERE state IN ('alarmed', 'in_case')) AS transfer
            FULL JOIN (SELECT transfer_id FROM transfers_alarm WHERE ended_at IS NULL) AS alarm
                ON alarm.transfer_id = transfer.id
            WHERE transfer.id IS NULL OR alarm.transfer_id IS NULL
                AND EXISTS (SELECT FROM transfers_transfer AS each
                            WHERE each.id = transfer.id AND each.state = 'alarmed')""",
    ),
    Invariant(
        says="Once the old side was told of an alarm, it is on somebody's worklist until it ends",
        broken_by="""
            SELECT alarm.id FROM transfers_alarm AS alarm
            JOIN transfers_leaver AS leaver ON leaver.transfer_id = alarm.transfer_id
            WHERE alarm.ended_at IS NULL AND leaver.standing = 'overdue' AND NOT EXISTS (
                SELECT FROM transfers_worklistitem AS item
                LEFT JOIN transfers_joiner AS joiner ON joiner.id = item.joiner_id
                WHERE item.kind = 'alarm' AND item.closed_at IS NULL
                    AND (item.leaver_id = leaver.id OR joiner.transfer_id = alarm.transfer_id))""",
    ),
    Invariant(
        says="No deadline has passed without an alarm, beyond the last three days",
        broken_by="""
            SELECT id FROM transfers_transfer
            WHERE state IN ('expected', 'unplaced', 'leaving') AND deadline_on < %(today)s::date - 3""",
    ),
    Invariant(
        says="A school expects a pupil where the transfer says so, or until it is told otherwise",
        broken_by="""
            SELECT transfer.id FROM transfers_transfer AS transfer
            LEFT JOIN transfers_leaver AS leaver ON leaver.transfer_id = transfer.id
            LEFT JOIN transfers_joiner AS joiner
                ON joiner.transfer_id = transfer.id AND joiner.standing = 'expected'
            WHERE CASE
                WHEN transfer.state = 'expected' AND NOT transfer.is_shielded
                    THEN joiner.school_id IS DISTINCT FROM transfer.destination_id
                WHEN transfer.state IN ('expected', 'alarmed')
                    THEN joiner.school_id <> transfer.destination_id
                WHEN transfer.state = 'arrived'
                    THEN joiner.id IS NOT NULL AND leaver.standing IN ('settled', 'ended', 'withdrawn')
                ELSE joiner.id IS NOT NULL END""",
    ),
    Invariant(
        says="An arrived pupil has one face at the school of arrival, with the same day",
        broken_by="""
            SELECT transfer.id FROM transfers_transfer AS transfer
            WHERE transfer.state = 'arrived' AND 1 <> (
                SELECT count(*) FROM transfers_joiner AS joiner
                WHERE joiner.transfer_id = transfer.id AND joiner.standing = 'arrived'
                    AND joiner.school_id = transfer.destination_id
                    AND joiner.arrived_on = transfer.arrived_on)""",
    ),
    Invariant(
        says="Nobody is asked about a pupil whom they no longer expect",
        broken_by="""
            SELECT item.id FROM transfers_worklistitem AS item
            JOIN transfers_joiner AS joiner ON joiner.id = item.joiner_id
            WHERE item.closed_at IS NULL AND joiner.standing <> 'expected'""",
    ),
    Invariant(
        says="The old side was told of an end only where there is one",
        broken_by="""
            SELECT leaver.id FROM transfers_leaver AS leaver
            JOIN transfers_transfer AS transfer ON transfer.id = leaver.transfer_id
            WHERE leaver.standing IN ('settled', 'ended')
                AND transfer.state NOT IN ('arrived', 'confirmed_outside', 'ended', 'withdrawn')""",
    ),
    Invariant(
        says="Every row that tells where a protected child is bears the shield",
        broken_by=f"""
            WITH guarded AS (SELECT pupil_id FROM protection_standing WHERE is_protected)
            SELECT id FROM pupils_pupil WHERE NOT is_shielded AND id IN (TABLE guarded)
            UNION ALL
            SELECT id FROM pupils_enrolment AS place
            WHERE NOT is_shielded AND status <> 'ended' AND pupil_id IN (TABLE guarded)
                AND NOT {has_left("place.pupil_id", "place.school_id")}
            UNION ALL
            SELECT id FROM transfers_transfer WHERE NOT is_shielded AND pupil_id IN (TABLE guarded)
            UNION ALL
            SELECT joiner.id FROM transfers_joiner AS joiner
            JOIN transfers_transfer AS transfer ON transfer.id = joiner.transfer_id
            WHERE NOT joiner.is_shielded AND transfer.pupil_id IN (TABLE guarded) AND {JOINER_TELLS}
            UNION ALL
            SELECT delivery.id FROM messaging_delivery AS delivery
            JOIN messaging_message AS message ON message.id = delivery.message_id
            JOIN transfers_transfer AS transfer ON transfer.id = message.transfer_id
            WHERE NOT delivery.is_shielded AND transfer.pupil_id IN (TABLE guarded) AND {DELIVERY_TELLS}""",  # noqa: S608 -- our own words
    ),
    Invariant(
        says="No record of a protected child waits where the child is without the centre's hand",
        broken_by=f"""
            SELECT delivery.id FROM messaging_delivery AS delivery
            JOIN messaging_message AS message ON message.id = delivery.message_id
            JOIN transfers_transfer AS transfer ON transfer.id = message.transfer_id
            JOIN protection_standing AS standing ON standing.pupil_id = transfer.pupil_id
            WHERE standing.is_protected AND delivery.state = 'available'
                AND delivery.school_id = transfer.destination_id
                AND NOT {has_left("transfer.pupil_id", "delivery.school_id")}
                AND message.kind IN ('departure', 'record')
                AND NOT EXISTS (
                    SELECT FROM messaging_delivery AS centre
                    WHERE centre.message_id = message.id AND centre.school_id IS NULL)""",  # noqa: S608 -- our own words
    ),
)
