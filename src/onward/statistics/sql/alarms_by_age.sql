-- Open alarms of the nation by how long they have been open and who must act. Those of protected children count.
SELECT CASE
        WHEN alarm.raised_at > %(now)s - interval '7 days' THEN 'week'
        WHEN alarm.raised_at > %(now)s - interval '28 days' THEN 'month'
        WHEN alarm.raised_at > %(now)s - interval '91 days' THEN 'quarter'
        ELSE 'longer'
    END AS age,
    alarm.level, count(*)
FROM transfers_alarm AS alarm
WHERE alarm.ended_at IS NULL
GROUP BY age, alarm.level
ORDER BY age, alarm.level;
