-- Open alarms by the authority that is to act. Of protected children nothing is told.
SELECT alarm.authority_id, count(*)
FROM transfers_alarm AS alarm
WHERE alarm.ended_at IS NULL AND NOT alarm.is_shielded AND alarm.authority_id <> ''
GROUP BY alarm.authority_id
ORDER BY alarm.authority_id;
