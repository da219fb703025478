-- Purpose: the staged songs, typed by the rules: text without trailing blanks, '' is NULL.
-- A number plus 0 is itself, and negative zero is zero: equal values must look equal.
-- Inputs: {{staging}}.
CREATE TEMP TABLE b_songs AS
SELECT NULLIF(RTRIM(song_id, ' '), '') AS song_id,
       NULLIF(RTRIM(title, ' '), '') AS title,
       NULLIF(RTRIM(artist_id, ' '), '') AS artist_id,
       NULLIF(RTRIM(artist_name, ' '), '') AS artist_name,
       NULLIF(RTRIM(artist_location, ' '), '') AS artist_location,
       artist_latitude + 0 AS artist_latitude, artist_longitude + 0 AS artist_longitude, year, duration + 0 AS duration
FROM dw.{{staging}};
