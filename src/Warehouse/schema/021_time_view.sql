-- Purpose: the dimension as analysts see it.
CREATE OR REPLACE VIEW time AS
SELECT start_time, hour, day, week, month, year, weekday FROM dw.time;
