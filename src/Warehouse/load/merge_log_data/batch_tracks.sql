-- Purpose: the tracks that the batch's plays state, each hashed once. track_id as in dw.tracks; a length is a whole number of
-- hundred-thousandths of a second, so that no engine's text of a DOUBLE matters. What song a track is, plays don't say.
-- Inputs: {{staging}}.
CREATE TEMP TABLE b_tracks AS
SELECT STRTOL(SUBSTRING(MD5(COALESCE(MD5(title), '-') || COALESCE(MD5(artist_name), '-') || COALESCE(CAST(length AS VARCHAR(20)), '-')),
                        1, 15), 16) AS track_id,
       title, artist_name, length, CAST(NULL AS VARCHAR(64)) AS song_id, CAST(NULL AS VARCHAR(64)) AS artist_id
FROM (SELECT DISTINCT NULLIF(RTRIM(song, ' '), '') AS title, NULLIF(RTRIM(artist, ' '), '') AS artist_name,
             CASE WHEN length BETWEEN 0 AND 1000000000 THEN CAST(FLOOR(length * 100000 + 0.5) AS BIGINT) END AS length
      FROM dw.{{staging}}
      WHERE RTRIM(page, ' ') = 'NextSong' AND ts BETWEEN -62135596800000 AND 253402300799999
        AND sessionid IS NOT NULL AND iteminsession IS NOT NULL) said;
