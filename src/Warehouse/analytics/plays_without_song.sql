-- Question: How many plays have no known song, week by week?
-- Chart: area week_of unknown_plays known_plays
-- A play finds its song as soon as a song file states its title, artist and length, however late. Weeks are ISO weeks, shown by their
-- first day.
SELECT CAST(DATE_TRUNC('week', start_time) AS DATE) AS week_of, COUNT(*) - COUNT(song_id) AS unknown_plays, COUNT(song_id) AS known_plays
FROM songplays
GROUP BY week_of
ORDER BY week_of;
