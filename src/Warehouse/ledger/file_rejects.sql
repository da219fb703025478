-- Purpose: the first of the rows of a file that COPY refused, with line and reason, and how many there are. What the version before refused
-- in the merge names no file. Reads only: it can be repeated.
-- Inputs: :key, the file's; :most, so many rows at most.
SELECT load_id, key, line_number, column_name, error_code, message, COUNT(*) OVER () AS known
FROM dw.rejected_rows
WHERE key = :key
ORDER BY line_number, message
LIMIT :most;
