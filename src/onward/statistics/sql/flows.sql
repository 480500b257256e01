-- Pupils who moved between authorities, by where from and where to. Of protected children nothing is told.
SELECT origin.authority_id, destination.authority_id, count(*)
FROM transfers_transfer AS transfer
JOIN directory_school AS origin ON origin.id = transfer.origin_id
JOIN directory_school AS destination ON destination.id = transfer.destination_id
WHERE transfer.created_at >= %(start)s AND transfer.created_at < %(end)s
    AND transfer.state <> 'withdrawn' AND NOT transfer.is_shielded AND NOT transfer.is_kept_back
    AND origin.authority_id <> destination.authority_id
GROUP BY origin.authority_id, destination.authority_id
ORDER BY origin.authority_id, destination.authority_id;
