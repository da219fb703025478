-- Purpose: the files that the COPY of this batch read: the version it found (a file may have been overwritten since its notice), its rows
-- and bytes.
-- Inputs: :staging_name, the name of the load's staging table.
SELECT TRIM(file_name) AS file_name, TRIM(file_etag) AS file_etag, SUM(lines_scanned) AS rows_read, SUM(bytes_scanned) AS bytes_read
FROM sys_load_detail
WHERE query_id = (SELECT MAX(query_id) FROM sys_load_history WHERE session_id = pg_backend_pid() AND TRIM(table_name) = :staging_name)
GROUP BY TRIM(file_name), TRIM(file_etag)
ORDER BY file_name, file_etag;
