-- Purpose: how many rows each load staged, and how many were refused, by COPY or by the rules of the merge. Reads only: it can be repeated.
SELECT l.load_id, l.rows_staged, COUNT(r.load_id) AS rows_refused
FROM dw.loads l
LEFT JOIN dw.rejected_rows r ON r.load_id = l.load_id
GROUP BY l.load_id, l.rows_staged;
