-- Purpose: write the start_times that are new. What is stored of one is never another: there is nothing to match.
INSERT INTO dw.time (start_time, hour, day, week, month, year, weekday)
SELECT start_time, hour, day, week, month, year, weekday FROM w_time WHERE is_new = 1;
