-- Purpose: write the tracks that are new, and the songs that became known. This is all that a late song costs: no play is touched.
MERGE INTO dw.tracks
USING w_tracks AS w
ON dw.tracks.track_id = w.track_id
WHEN MATCHED THEN UPDATE SET song_id = w.song_id, artist_id = w.artist_id
WHEN NOT MATCHED THEN INSERT (track_id, title, artist_name, length, song_id, artist_id)
                      VALUES (w.track_id, w.title, w.artist_name, w.length, w.song_id, w.artist_id);
