-- Purpose: write the start_times that are new.
MERGE INTO dw.time
USING (SELECT start_time, hour, day, week, month, year, weekday FROM w_time WHERE is_new = 1) AS w
ON dw.time.start_time = w.start_time
WHEN MATCHED THEN UPDATE SET hour = w.hour, day = w.day, week = w.week, month = w.month, year = w.year, weekday = w.weekday
WHEN NOT MATCHED THEN INSERT (start_time, hour, day, week, month, year, weekday)
                      VALUES (w.start_time, w.hour, w.day, w.week, w.month, w.year, w.weekday);
