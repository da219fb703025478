-- Question: How many plays are of a song whose metadata has come?
-- Chart: number known_plays plays share
-- Show: share as percent
-- A play finds its song by title, artist and length, as soon as a song file states the same three.
SELECT COUNT(song_id) AS known_plays, COUNT(*) AS plays,
       FLOOR(CAST(COUNT(song_id) AS DOUBLE PRECISION) * 10000 / NULLIF(COUNT(*), 0) + 0.5) / 100 AS share
FROM songplays;
