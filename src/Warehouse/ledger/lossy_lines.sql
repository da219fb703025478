-- Purpose: the files of which the newest line says that they are quarantined or that rows of them were not loaded, the latest first.
-- Reads only: it can be repeated.
-- Only files that ever had such a line are numbered: the others are the most, and are passed over by two columns.
-- Inputs: :most, lines at most. known is how many there are.
SELECT key, etag, status, reason, rows_staged, rows_rejected, rows_unusable, load_id, recorded_at, size, event_time, trace_id,
       COUNT(*) OVER () AS known
FROM (SELECT key, etag, status, reason, rows_staged, rows_rejected, rows_unusable, load_id, recorded_at, size, event_time, trace_id,
             ROW_NUMBER() OVER (PARTITION BY key ORDER BY recorded_at DESC, load_id DESC) AS place
      FROM dw.file_ledger
      WHERE key IN (SELECT key FROM dw.file_ledger WHERE status = 'quarantined' OR rows_rejected > 0 OR rows_unusable > 0)) lines
WHERE place = 1 AND (status = 'quarantined' OR rows_rejected > 0 OR rows_unusable > 0)
ORDER BY recorded_at DESC, key
LIMIT :most;
