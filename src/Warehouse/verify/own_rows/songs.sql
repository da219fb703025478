-- Purpose: the songs of a run of verify, as analysts see them. Reads only.
-- Inputs: :first and :last of song_id.
SELECT song_id, title, artist_id, year, duration
FROM songs
WHERE song_id BETWEEN :first AND :last
ORDER BY song_id;
