-- Question: How many songs does a session have?
-- Chart: bar songs sessions
-- A session is one listener's. Sessions in which nothing is played are not among them.
SELECT CASE WHEN plays = 1 THEN '1' WHEN plays <= 5 THEN '2 to 5' WHEN plays <= 10 THEN '6 to 10' WHEN plays <= 20 THEN '11 to 20'
            WHEN plays <= 50 THEN '21 to 50' WHEN plays <= 100 THEN '51 to 100' ELSE 'more than 100' END AS songs,
       COUNT(*) AS sessions, CAST(SUM(plays) AS BIGINT) AS plays
FROM (SELECT session_id, user_id, COUNT(*) AS plays FROM songplays GROUP BY session_id, user_id) sessions
GROUP BY songs
ORDER BY MIN(sessions.plays);
