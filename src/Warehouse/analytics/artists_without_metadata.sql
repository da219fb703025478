-- Question: Which artists are played most whose metadata is missing?
-- Chart: bar artist plays
-- No song file has their name, and none of their plays has found its song. The song files to ask for first.
SELECT played_tracks.artist_name AS artist, COUNT(*) AS plays, COUNT(DISTINCT played_tracks.user_id) AS listeners,
       COUNT(DISTINCT played_tracks.title) AS songs
FROM played_tracks
LEFT JOIN (SELECT DISTINCT name FROM artists) known ON known.name = played_tracks.artist_name
WHERE known.name IS NULL AND played_tracks.artist_name IS NOT NULL
GROUP BY played_tracks.artist_name
HAVING COUNT(played_tracks.artist_id) = 0
ORDER BY plays DESC, artist
LIMIT 10;
