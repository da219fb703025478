-- Purpose: the artists of a run of verify, as analysts see them. Reads only.
-- Inputs: :first and :last of artist_id.
SELECT artist_id, name, location, latitude, longitude
FROM artists
WHERE artist_id BETWEEN :first AND :last
ORDER BY artist_id;
