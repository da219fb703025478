-- Purpose: the rows that the COPY of this batch refused, with file, line, column and reason.
-- Inputs: :staging_name, the name of the load's staging table: it sets this COPY apart from every other, on a reused connection too.
SELECT TRIM(file_name) AS file_name, line_number, TRIM(column_name) AS column_name, error_code, TRIM(error_message) AS error_message
FROM sys_load_error_detail
WHERE query_id = (SELECT MAX(query_id) FROM sys_load_history WHERE session_id = pg_backend_pid() AND TRIM(table_name) = :staging_name)
ORDER BY file_name, line_number, column_name, error_code, error_message;
