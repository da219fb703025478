-- Purpose: write the winners that are new. A replay finds the stored row winning and writes nothing.
MERGE INTO dw.artists
USING (SELECT artist_id, name, location, latitude, longitude FROM w_artists WHERE is_new = 1) AS w
ON dw.artists.artist_id = w.artist_id
WHEN MATCHED THEN UPDATE SET name = w.name, location = w.location, latitude = w.latitude, longitude = w.longitude
WHEN NOT MATCHED THEN INSERT (artist_id, name, location, latitude, longitude)
                      VALUES (w.artist_id, w.name, w.location, w.latitude, w.longitude);
