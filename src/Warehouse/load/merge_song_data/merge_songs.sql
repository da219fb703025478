-- Purpose: write the winners that are new. A replay finds the stored row winning and writes nothing.
MERGE INTO dw.songs
USING (SELECT song_id, title, artist_id, year, duration FROM w_songs WHERE is_new = 1) AS w
ON dw.songs.song_id = w.song_id
WHEN MATCHED THEN UPDATE SET title = w.title, artist_id = w.artist_id, year = w.year, duration = w.duration
WHEN NOT MATCHED THEN INSERT (song_id, title, artist_id, year, duration)
                      VALUES (w.song_id, w.title, w.artist_id, w.year, w.duration);
