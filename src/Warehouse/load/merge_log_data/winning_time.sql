-- Purpose: every start_time that a play of the batch has, and whether it is stored already. The parts are a pure function of it; week is
-- ISO, weekday 0 is Sunday.
-- Inputs: :first, :last, the first and the last instant of the batch.
CREATE TEMP TABLE w_time AS
SELECT b.start_time,
       CAST(EXTRACT(hour FROM b.start_time) AS INTEGER) AS hour,
       CAST(EXTRACT(day FROM b.start_time) AS INTEGER) AS day,
       CAST(EXTRACT(week FROM b.start_time) AS INTEGER) AS week,
       CAST(EXTRACT(month FROM b.start_time) AS INTEGER) AS month,
       CAST(EXTRACT(year FROM b.start_time) AS INTEGER) AS year,
       CAST(EXTRACT(dow FROM b.start_time) AS INTEGER) AS weekday,
       CASE WHEN t.start_time IS NULL THEN 1 ELSE 0 END AS is_new,
       b.batch_rows
FROM (SELECT start_time, COUNT(*) AS batch_rows FROM b_plays GROUP BY start_time) b
LEFT JOIN (SELECT start_time FROM dw.time WHERE start_time BETWEEN :first AND :last) t ON t.start_time = b.start_time;
