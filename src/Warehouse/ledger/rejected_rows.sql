-- Purpose: the rows that COPY refused, with file, line and reason. What the version before refused in the merge names no file: it is listed
-- with all files alone. Reads only: it can be repeated.
-- Inputs: :key_hash, as in files.sql; NULL: of all files.
SELECT load_id, key, line_number, column_name, error_code, message
FROM dw.rejected_rows
WHERE CAST(:key_hash AS VARCHAR(32)) IS NULL OR MD5(key) = CAST(:key_hash AS VARCHAR(32))
ORDER BY key, line_number, message;
