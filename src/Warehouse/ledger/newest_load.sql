-- Purpose: when the last load was recorded; NULL before the first. Reads only: it can be repeated.
SELECT MAX(recorded_at) AS recorded_at FROM dw.loads;
