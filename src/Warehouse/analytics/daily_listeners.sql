-- Question: How many listeners are there each day?
-- Chart: line day listeners
-- Listeners who play something that day. Days are those of UTC; a day without a play has no row.
SELECT CAST(start_time AS DATE) AS day, COUNT(DISTINCT user_id) AS listeners, COUNT(*) AS plays
FROM songplays
GROUP BY day
ORDER BY day;
