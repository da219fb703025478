-- Purpose: why a COPY failed, after its transaction was rolled back: the load error views outlive it.
-- Inputs: :pid, the database process of the failed batch; :since, when it was submitted.
SELECT TRIM(file_name) AS file_name, line_number, TRIM(column_name) AS column_name, error_code, TRIM(error_message) AS error_message
FROM sys_load_error_detail
WHERE session_id = :pid AND start_time >= :since
ORDER BY file_name, line_number, column_name, error_code, error_message
LIMIT 100;
