-- Purpose: the rows that one COPY refused, with file, line, column and reason.
-- Inputs: {{copy}}, the COPY's query id.
SELECT TRIM(file_name) AS file_name, line_number, TRIM(column_name) AS column_name, error_code, TRIM(error_message) AS error_message
FROM sys_load_error_detail
WHERE query_id = {{copy}}
ORDER BY file_name, line_number, column_name, error_code, error_message;
