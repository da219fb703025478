-- Purpose: of the batch's tracks those that the dictionary lacks, and those of which the batch states a smaller (song_id, artist_id), or the
-- first. The minimum of a growing set does not depend on the order of arrival.
CREATE TEMP TABLE w_tracks AS
SELECT b.track_id, b.title, b.artist_name, b.length, b.song_id, b.artist_id,
       CASE WHEN t.track_id IS NOT NULL AND t.song_id IS NULL THEN 1 ELSE 0 END AS resolved
FROM b_tracks b
LEFT JOIN dw.tracks t ON t.track_id = b.track_id
WHERE t.track_id IS NULL
   OR (b.song_id IS NOT NULL
       AND (t.song_id IS NULL OR b.song_id < t.song_id OR (b.song_id = t.song_id AND b.artist_id < t.artist_id)));
