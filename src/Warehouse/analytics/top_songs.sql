-- Question: Which songs are played most?
-- Chart: bar title artist plays
-- Songs in the words of the plays, whether or not their metadata has come. One song in two lengths is one song.
SELECT title, artist_name AS artist, COUNT(*) AS plays, COUNT(DISTINCT user_id) AS listeners
FROM played_tracks
WHERE title IS NOT NULL
GROUP BY title, artist_name
ORDER BY plays DESC, title, artist
LIMIT 10;
