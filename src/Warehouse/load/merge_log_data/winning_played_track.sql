-- Purpose: every track that a play of the batch states and no play before it did.
CREATE TEMP TABLE w_played_track AS
SELECT b.song_title, b.artist_name, b.length
FROM (SELECT DISTINCT song_title, artist_name, length FROM u_events
      WHERE page = 'NextSong' AND song_title IS NOT NULL AND artist_name IS NOT NULL AND length IS NOT NULL) b
LEFT JOIN dw.played_track t ON t.song_title = b.song_title AND t.artist_name = b.artist_name AND t.length = b.length
WHERE t.song_title IS NULL;
