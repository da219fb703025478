-- Purpose: the instants that the plays of any run of verify have, as analysts see them. Reads only.
-- Inputs: :first and :last of start_time.
SELECT start_time, hour, day, week, month, year, weekday
FROM time
WHERE start_time BETWEEN :first AND :last
ORDER BY start_time;
