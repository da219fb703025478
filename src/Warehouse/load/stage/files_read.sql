-- Purpose: the files that one COPY read: the version it found (a file may have been overwritten since its notice), its rows and bytes.
-- Inputs: {{copy}}, the COPY's query id.
SELECT TRIM(file_name) AS file_name, TRIM(file_etag) AS file_etag, SUM(lines_scanned) AS rows_read, SUM(bytes_scanned) AS bytes_read
FROM sys_load_detail
WHERE query_id = {{copy}}
GROUP BY TRIM(file_name), TRIM(file_etag)
ORDER BY file_name, file_etag;
