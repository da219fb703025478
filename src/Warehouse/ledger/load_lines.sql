-- Purpose: what became of the files of some loads: a line for each file and load, in the order of recording. Reads only: it can be
-- repeated.
-- Inputs: :loads, their ids.
SELECT key, etag, status, reason, rows_staged, rows_rejected, rows_unusable, load_id, recorded_at, size, event_time, trace_id
FROM dw.file_ledger
WHERE load_id IN (:loads)
ORDER BY recorded_at, load_id;
