-- Question: Which artists are played most?
-- Chart: bar artist plays
-- Artists in the words of the plays, whether or not their metadata has come.
SELECT artist_name AS artist, COUNT(*) AS plays, COUNT(DISTINCT user_id) AS listeners, COUNT(DISTINCT title) AS songs
FROM played_tracks
WHERE artist_name IS NOT NULL
GROUP BY artist_name
ORDER BY plays DESC, artist
LIMIT 10;
