-- Question: When in the week is music played?
-- Chart: grid day hour plays
-- Days and hours are those of UTC.
SELECT CASE time.weekday WHEN 0 THEN 'Sunday' WHEN 1 THEN 'Monday' WHEN 2 THEN 'Tuesday' WHEN 3 THEN 'Wednesday' WHEN 4 THEN 'Thursday'
                         WHEN 5 THEN 'Friday' ELSE 'Saturday' END AS day,
       time.hour, COUNT(*) AS plays
FROM songplays
JOIN time ON time.start_time = songplays.start_time
GROUP BY time.weekday, time.hour
ORDER BY time.weekday, time.hour;
