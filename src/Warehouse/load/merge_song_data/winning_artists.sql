-- Purpose: for each artist of the batch the first row, stored or new, under a total order: has both coordinates, has a location,
-- shortest name, then name, location, latitude, longitude.
CREATE TEMP TABLE w_artists AS
SELECT artist_id, name, location, latitude, longitude, is_new, existed, batch_rows
FROM (SELECT artist_id, name, location, latitude, longitude, is_new,
             MAX(1 - is_new) OVER (PARTITION BY artist_id) AS existed,
             SUM(is_new) OVER (PARTITION BY artist_id) AS batch_rows,
             ROW_NUMBER() OVER (PARTITION BY artist_id
                                ORDER BY CASE WHEN latitude IS NOT NULL AND longitude IS NOT NULL THEN 0 ELSE 1 END,
                                         CASE WHEN location IS NOT NULL THEN 0 ELSE 1 END,
                                         LEN(name) ASC NULLS LAST, name ASC NULLS LAST, location ASC NULLS LAST,
                                         latitude ASC NULLS LAST, longitude ASC NULLS LAST, is_new ASC) AS place
      FROM (SELECT artist_id, artist_name AS name, artist_location AS location,
                   artist_latitude AS latitude, artist_longitude AS longitude, 1 AS is_new
            FROM b_songs WHERE artist_id IS NOT NULL
            UNION ALL
            SELECT t.artist_id, t.name, t.location, t.latitude, t.longitude, 0 AS is_new
            FROM dw.artists t WHERE t.artist_id IN (SELECT artist_id FROM b_songs)) both_sides) ranked
WHERE place = 1;
