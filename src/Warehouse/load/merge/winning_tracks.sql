-- Purpose: what is to be written of the batch's tracks: those that the dictionary lacks, and those of which the batch states a smaller
-- (song_id, artist_id), or the first. The minimum of a growing set does not depend on the order of arrival.
-- resolved: the track was stated before, and only now its song is known.
CREATE TEMP TABLE w_tracks AS
SELECT track_id, title, artist_name, length, song_id, artist_id,
       CASE WHEN waited = 1 AND song_id IS NOT NULL THEN 1 ELSE 0 END AS resolved
FROM (SELECT track_id, title, artist_name, length, song_id, artist_id, is_new,
             MAX(CASE WHEN is_new = 0 AND song_id IS NULL THEN 1 ELSE 0 END) OVER (PARTITION BY track_id) AS waited,
             ROW_NUMBER() OVER (PARTITION BY track_id
                                ORDER BY song_id ASC NULLS LAST, artist_id ASC NULLS LAST, is_new ASC) AS place
      FROM (SELECT track_id, title, artist_name, length, song_id, artist_id, 1 AS is_new FROM b_tracks
            UNION ALL
            SELECT t.track_id, t.title, t.artist_name, t.length, t.song_id, t.artist_id, 0 AS is_new
            FROM dw.tracks t WHERE t.track_id IN (SELECT track_id FROM b_tracks)) both_sides) ranked
WHERE place = 1 AND is_new = 1;
