-- Purpose: for each song of the batch the first row, stored or new, under a total order: highest year (unknown is 0), shortest title,
-- then title, artist_id, duration, year.
CREATE TEMP TABLE w_songs AS
SELECT song_id, title, artist_id, year, duration, is_new, existed, batch_rows
FROM (SELECT song_id, title, artist_id, year, duration, is_new,
             MAX(1 - is_new) OVER (PARTITION BY song_id) AS existed,
             SUM(is_new) OVER (PARTITION BY song_id) AS batch_rows,
             ROW_NUMBER() OVER (PARTITION BY song_id
                                ORDER BY COALESCE(year, 0) DESC, LEN(title) ASC NULLS LAST, title ASC NULLS LAST,
                                         artist_id ASC NULLS LAST, duration ASC NULLS LAST, year ASC NULLS LAST, is_new ASC) AS place
      FROM (SELECT song_id, title, artist_id, year, duration, 1 AS is_new
            FROM b_songs WHERE song_id IS NOT NULL
            UNION ALL
            SELECT t.song_id, t.title, t.artist_id, t.year, t.duration, 0 AS is_new
            FROM dw.songs t WHERE t.song_id IN (SELECT song_id FROM b_songs)) both_sides) ranked
WHERE place = 1;
