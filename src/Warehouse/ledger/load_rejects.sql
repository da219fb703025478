-- Purpose: the first of the rows that some loads refused, with file, line and reason, and how many there are. What the version before
-- refused in the merge names no file. Reads only: it can be repeated.
-- Inputs: :loads, their ids; :most, so many rows at most.
SELECT load_id, key, line_number, column_name, error_code, message, COUNT(*) OVER () AS known
FROM dw.rejected_rows
WHERE load_id IN (:loads)
ORDER BY key, line_number, message
LIMIT :most;
