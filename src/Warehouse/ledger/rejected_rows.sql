-- Purpose: the rows that were refused: by COPY, or by the rules of the merge, which know the load of a row and not its file. Of one file
-- they are its own, and those that the merge refused of the loads that met it. Reads only: it can be repeated.
-- Inputs: :key_hash, as in files.sql; NULL: of all files.
SELECT load_id, key, line_number, column_name, error_code, message
FROM dw.rejected_rows
WHERE CAST(:key_hash AS VARCHAR(32)) IS NULL
   OR ((key IS NULL OR MD5(key) = CAST(:key_hash AS VARCHAR(32)))
       AND load_id IN (SELECT load_id FROM dw.file_ledger WHERE MD5(key) = CAST(:key_hash AS VARCHAR(32))))
ORDER BY key, line_number, message;
