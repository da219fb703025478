-- Question: On which days of the week is most music played?
-- 0 is Sunday. Days are those of UTC.
SELECT time.weekday, COUNT(*) AS plays, COUNT(DISTINCT songplays.user_id) AS listeners
FROM songplays
JOIN time ON time.start_time = songplays.start_time
GROUP BY time.weekday
ORDER BY time.weekday;
