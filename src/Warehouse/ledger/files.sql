-- Purpose: what became of files: a line for each version and each load that met it, in the order of recording. Reads only: it can be
-- repeated.
-- Inputs: :key_hash, the MD5 of the UTF-8 bytes of the one key that is asked for, as hexadecimal: a key can hold anything, and never
-- becomes part of a statement's text. NULL: all files.
SELECT key, etag, status, reason, rows_staged, rows_rejected, rows_unusable, load_id, recorded_at, size, event_time, trace_id
FROM dw.file_ledger
WHERE CAST(:key_hash AS VARCHAR(32)) IS NULL OR MD5(key) = CAST(:key_hash AS VARCHAR(32))
ORDER BY recorded_at, load_id;
