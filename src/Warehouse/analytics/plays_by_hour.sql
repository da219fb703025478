-- Question: At which hours of the day is most music played?
-- Chart: bar hour plays
-- Hours are those of UTC.
SELECT time.hour, COUNT(*) AS plays, COUNT(DISTINCT songplays.user_id) AS listeners
FROM songplays
JOIN time ON time.start_time = songplays.start_time
GROUP BY time.hour
ORDER BY time.hour;
