-- Purpose: how many rows some loads staged, how many COPY refused, and how many of the staged ones no table can use. Reads only: it can be
-- repeated.
-- Inputs: :loads, their ids. One that is not recorded has no rows.
SELECT COALESCE(SUM(rows_staged), 0) AS rows_staged, COALESCE(SUM(rows_rejected), 0) AS rows_rejected,
       COALESCE(SUM(rows_unusable), 0) AS rows_unusable
FROM dw.loads
WHERE load_id IN (:loads);
