-- Purpose: fail the load before it writes a play, if a track of the batch has no row in the dictionary, or shares its track_id with another
-- track: a text that is no number can't be cast to one. So every play finds its one track.
SELECT CAST(CASE WHEN COUNT(*) <> (SELECT COUNT(*) FROM b_tracks) THEN 'two tracks have one track_id'
                 WHEN COUNT(t.track_id) <> COUNT(*) THEN 'a track is not in the dictionary'
                 WHEN COUNT(CASE WHEN COALESCE(b.title, '') = COALESCE(t.title, '')
                                  AND COALESCE(b.artist_name, '') = COALESCE(t.artist_name, '')
                                  AND COALESCE(b.length, -1) = COALESCE(t.length, -1) THEN 1 END) <> COUNT(*)
                 THEN 'a track has the track_id of another' ELSE '0' END AS INTEGER) AS breaches
FROM b_tracks b
LEFT JOIN dw.tracks t ON t.track_id = b.track_id;
