-- Question: In which cities is most music played?
-- Chart: bar city plays
-- Where the listener was at the play, in the app's words: an area around a city or several.
SELECT COALESCE(location, 'not stated') AS city, COUNT(*) AS plays, COUNT(DISTINCT user_id) AS listeners
FROM songplays
GROUP BY city
ORDER BY plays DESC, city
LIMIT 10;
