-- Purpose: every start_time that a play of the batch has, and whether it is stored already. The parts are a pure function of it; week is
-- ISO, weekday 0 is Sunday.
CREATE TEMP TABLE w_time AS
SELECT b.start_time,
       CAST(EXTRACT(hour FROM b.start_time) AS INTEGER) AS hour,
       CAST(EXTRACT(day FROM b.start_time) AS INTEGER) AS day,
       CAST(EXTRACT(week FROM b.start_time) AS INTEGER) AS week,
       CAST(EXTRACT(month FROM b.start_time) AS INTEGER) AS month,
       CAST(EXTRACT(year FROM b.start_time) AS INTEGER) AS year,
       CAST(EXTRACT(dow FROM b.start_time) AS INTEGER) AS weekday,
       CASE WHEN t.start_time IS NULL THEN 1 ELSE 0 END AS is_new,
       CASE WHEN t.start_time IS NULL THEN 0 ELSE 1 END AS existed,
       b.batch_rows
FROM (SELECT start_time, COUNT(*) AS batch_rows FROM u_events WHERE page = 'NextSong' GROUP BY start_time) b
LEFT JOIN dw.time t ON t.start_time = b.start_time;
