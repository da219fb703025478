-- Purpose: the staged events, typed by the rules: text without trailing blanks, '' is NULL, user_id is 1 to 9 digits, ts is UTC with
-- milliseconds.
-- Inputs: {{staging}}.
-- Days and the rest apart: milliseconds since 1970 times an interval are a double, which is exact only up to the year 2255.
-- A number plus 0 is itself, and negative zero is zero: equal values must look equal.
-- A row that can't have a place in the schema keeps the NULL that says so, and the reason in refusal:
-- songplay_id = session_id * 1000000 + item_in_session must fit a BIGINT and be unique, start_time must be in the years 1 to 9999.
CREATE TEMP TABLE b_events AS
SELECT NULLIF(RTRIM(page, ' '), '') AS page,
       CASE WHEN ts BETWEEN -62135596800000 AND 253402300799999
            THEN TIMESTAMP 'epoch' + CAST(ts / 86400000 AS INTEGER) * INTERVAL '1 day'
                + CAST(MOD(ts, 86400000) AS INTEGER) * INTERVAL '0.001 second' END AS start_time,
       CASE WHEN RTRIM(userid, ' ') SIMILAR TO '[0-9]+' AND LEN(RTRIM(userid, ' ')) <= 9
            THEN CAST(RTRIM(userid, ' ') AS INTEGER) END AS user_id,
       NULLIF(RTRIM(firstname, ' '), '') AS first_name,
       NULLIF(RTRIM(lastname, ' '), '') AS last_name,
       NULLIF(RTRIM(gender, ' '), '') AS gender,
       NULLIF(RTRIM(level, ' '), '') AS level,
       CASE WHEN sessionid BETWEEN -9223372036853 AND 9223372036853 THEN sessionid END AS session_id,
       CASE WHEN iteminsession BETWEEN 0 AND 999999 THEN CAST(iteminsession AS INTEGER) END AS item_in_session,
       NULLIF(RTRIM(location, ' '), '') AS location,
       NULLIF(RTRIM(useragent, ' '), '') AS user_agent,
       NULLIF(RTRIM(song, ' '), '') AS song_title,
       NULLIF(RTRIM(artist, ' '), '') AS artist_name,
       length + 0 AS length,
       CASE WHEN iteminsession NOT BETWEEN 0 AND 999999
            THEN 'itemInSession ' || CAST(iteminsession AS VARCHAR(32)) || ' is outside 0..999999'
            WHEN sessionid NOT BETWEEN -9223372036853 AND 9223372036853
            THEN 'sessionId ' || CAST(sessionid AS VARCHAR(32)) || ' is too large for a songplay_id'
            WHEN ts NOT BETWEEN -62135596800000 AND 253402300799999
            THEN 'ts ' || CAST(ts AS VARCHAR(32)) || ' is outside the years 1 to 9999' END AS refusal
FROM dw.{{staging}};
