-- Purpose: the batch's plays, typed by the rules: text without trailing blanks, '' is NULL, ts is UTC with milliseconds, user_id is 1 to 9
-- digits and -1 where there is none. It stands in other statements as {{plays}}: the batch is not copied, and each of them reads the
-- columns that it needs.
-- Inputs: {{staging}}.
-- Days and the rest apart: milliseconds since 1970 times an interval are a double, which is exact only up to the year 2255.
SELECT TIMESTAMP 'epoch' + CAST(ts / 86400000 AS INTEGER) * INTERVAL '1 day'
           + CAST(MOD(ts, 86400000) AS INTEGER) * INTERVAL '0.001 second' AS start_time,
       sessionid AS session_id, iteminsession AS item_in_session,
       COALESCE(CASE WHEN RTRIM(userid, ' ') SIMILAR TO '[0-9]+' AND LEN(RTRIM(userid, ' ')) <= 9
                     THEN CAST(RTRIM(userid, ' ') AS INTEGER) END, -1) AS user_id,
       NULLIF(RTRIM(level, ' '), '') AS level, NULLIF(RTRIM(song, ' '), '') AS title, NULLIF(RTRIM(artist, ' '), '') AS artist_name,
       CASE WHEN length BETWEEN 0 AND 1000000000 THEN CAST(FLOOR(length * 100000 + 0.5) AS BIGINT) END AS length,
       NULLIF(RTRIM(location, ' '), '') AS location, NULLIF(RTRIM(useragent, ' '), '') AS user_agent
FROM dw.{{staging}}
WHERE RTRIM(page, ' ') = 'NextSong' AND ts BETWEEN -62135596800000 AND 253402300799999
  AND sessionid IS NOT NULL AND iteminsession IS NOT NULL;
