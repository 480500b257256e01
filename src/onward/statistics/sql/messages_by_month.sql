-- Messages accepted from organisations, by calendar month in Scotland; what the hub writes does not count.
SELECT to_char(message.accepted_at AT TIME ZONE 'Europe/London', 'YYYY-MM') AS month, count(*)
FROM messaging_message AS message
WHERE message.sender_school_id IS NOT NULL
    AND message.accepted_at >= %(start)s AND message.accepted_at < %(end)s
GROUP BY month
ORDER BY month;
