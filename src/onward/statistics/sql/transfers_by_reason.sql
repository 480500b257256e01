-- Transfers that a school announced, by the leaving reason that it gave; each transfer counts once.
SELECT transfer.reason, count(*)
FROM transfers_transfer AS transfer
JOIN messaging_message AS message ON message.id = transfer.departure_message_id
WHERE message.accepted_at >= %(start)s AND message.accepted_at < %(end)s
GROUP BY transfer.reason
ORDER BY transfer.reason;
