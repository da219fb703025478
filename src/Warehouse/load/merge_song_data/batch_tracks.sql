-- Purpose: the tracks that the batch's songs state, each with every (song_id, artist_id) that it is stated for. track_id as in dw.tracks; a
-- length is a whole number of hundred-thousandths of a second. A song without a title, an artist's name or a duration is no track that a
-- play can mean.
CREATE TEMP TABLE b_tracks AS
SELECT STRTOL(SUBSTRING(MD5(COALESCE(MD5(title), '-') || COALESCE(MD5(artist_name), '-') || COALESCE(CAST(length AS VARCHAR(20)), '-')),
                        1, 15), 16) AS track_id,
       title, artist_name, length, song_id, artist_id
FROM (SELECT DISTINCT title, artist_name, CAST(FLOOR(duration * 100000 + 0.5) AS BIGINT) AS length, song_id, artist_id
      FROM b_songs
      WHERE song_id IS NOT NULL AND artist_id IS NOT NULL AND title IS NOT NULL AND artist_name IS NOT NULL
        AND duration BETWEEN 0 AND 1000000000) said;
