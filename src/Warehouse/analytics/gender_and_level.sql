-- Question: How do women and men listen, paying and free?
-- Chart: bar gender level plays
-- The level is the one at the time of the play, so a listener who changed it counts on both sides. F and M are what the events say.
SELECT COALESCE(users.gender, 'not stated') AS gender, COALESCE(songplays.level, 'not stated') AS level, COUNT(*) AS plays,
       COUNT(DISTINCT songplays.user_id) AS listeners,
       FLOOR(CAST(COUNT(*) AS DOUBLE PRECISION) * 10 / NULLIF(COUNT(DISTINCT songplays.user_id), 0) + 0.5) / 10 AS plays_per_listener
FROM songplays
LEFT JOIN users ON users.user_id = songplays.user_id
GROUP BY COALESCE(users.gender, 'not stated'), COALESCE(songplays.level, 'not stated')
ORDER BY gender, level;
