-- Purpose: write the statements that are new or smaller than the stored one.
MERGE INTO dw.song_match
USING (SELECT title, artist_name, duration, song_id, artist_id FROM w_song_match WHERE is_new = 1) AS w
ON dw.song_match.title = w.title AND dw.song_match.artist_name = w.artist_name AND dw.song_match.duration = w.duration
WHEN MATCHED THEN UPDATE SET song_id = w.song_id, artist_id = w.artist_id
WHEN NOT MATCHED THEN INSERT (title, artist_name, duration, song_id, artist_id)
                      VALUES (w.title, w.artist_name, w.duration, w.song_id, w.artist_id);
