-- Purpose: how many rows each load staged, how many COPY refused, and how many of the staged ones no table can use. Reads only: it can be
-- repeated.
SELECT load_id, rows_staged, rows_rejected, COALESCE(rows_unusable, 0) AS rows_unusable
FROM dw.loads;
