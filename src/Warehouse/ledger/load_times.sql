-- Purpose: when the loads that met a file did what. Reads only: it can be repeated.
-- Inputs: :key, the file's.
SELECT load_id, started_at, copy_at, copy_ms
FROM dw.loads
WHERE load_id IN (SELECT load_id FROM dw.file_ledger WHERE key = :key);
