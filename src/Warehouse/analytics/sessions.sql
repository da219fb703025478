-- Question: How many sessions are there, and how many songs does one have, week by week?
-- Chart: line week_of sessions
-- A session is one listener's, and is of the week of its first play: two listeners may have a session of one number. Sessions in which
-- nothing is played are not among them. Weeks are ISO weeks, shown by their first day.
SELECT week_of, COUNT(*) AS sessions, COUNT(DISTINCT user_id) AS listeners,
       FLOOR(CAST(SUM(plays) AS DOUBLE PRECISION) * 10 / COUNT(*) + 0.5) / 10 AS songs_per_session, MAX(plays) AS songs_in_the_longest
FROM (SELECT session_id, user_id, CAST(DATE_TRUNC('week', MIN(start_time)) AS DATE) AS week_of, COUNT(*) AS plays
      FROM songplays
      GROUP BY session_id, user_id) sessions
GROUP BY week_of
ORDER BY week_of;
