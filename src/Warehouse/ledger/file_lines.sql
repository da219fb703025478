-- Purpose: what became of one file: a line for each version and each load that met it, in the order of recording. Reads only: it can be
-- repeated.
-- Inputs: :key, the file's.
SELECT key, etag, status, reason, rows_staged, rows_rejected, rows_unusable, load_id, recorded_at, size, event_time, trace_id
FROM dw.file_ledger
WHERE key = :key
ORDER BY recorded_at, load_id;
