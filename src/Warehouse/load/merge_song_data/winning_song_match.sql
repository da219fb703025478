-- Purpose: for each (title, artist name, duration) that the batch states the smallest (song_id, artist_id), stored or new.
CREATE TEMP TABLE w_song_match AS
SELECT title, artist_name, duration, song_id, artist_id, is_new
FROM (SELECT title, artist_name, duration, song_id, artist_id, is_new,
             ROW_NUMBER() OVER (PARTITION BY title, artist_name, duration ORDER BY song_id ASC, artist_id ASC, is_new ASC) AS place
      FROM (SELECT title, artist_name, duration, song_id, artist_id, 1 AS is_new
            FROM b_songs
            WHERE song_id IS NOT NULL AND artist_id IS NOT NULL AND title IS NOT NULL AND artist_name IS NOT NULL AND duration IS NOT NULL
            UNION ALL
            SELECT t.title, t.artist_name, t.duration, t.song_id, t.artist_id, 0 AS is_new
            FROM dw.song_match t
            JOIN (SELECT DISTINCT title, artist_name, duration FROM b_songs) b
              ON t.title = b.title AND t.artist_name = b.artist_name AND t.duration = b.duration) both_sides) ranked
WHERE place = 1;
