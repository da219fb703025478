-- Purpose: write the start_times that are new, each with its parts: week is ISO, weekday 0 is Sunday. They are a pure function of it, so
-- what is stored of one is never another, and there is nothing to match.
INSERT INTO dw.time (start_time, hour, day, week, month, year, weekday)
SELECT start_time,
       CAST(EXTRACT(hour FROM start_time) AS INTEGER) AS hour,
       CAST(EXTRACT(day FROM start_time) AS INTEGER) AS day,
       CAST(EXTRACT(week FROM start_time) AS INTEGER) AS week,
       CAST(EXTRACT(month FROM start_time) AS INTEGER) AS month,
       CAST(EXTRACT(year FROM start_time) AS INTEGER) AS year,
       CAST(EXTRACT(dow FROM start_time) AS INTEGER) AS weekday
FROM w_time WHERE is_new = 1;
