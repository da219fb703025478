-- Purpose: what the newest load that met each of some versions of files says of it. Reads only: it can be repeated.
-- Inputs: :keys and :etags of the versions. Any of the one with any of the other is found too: who asks has to look.
SELECT key, etag, status, reason, rows_staged, rows_rejected, rows_unusable, load_id, recorded_at, size, event_time, trace_id
FROM (SELECT key, etag, status, reason, rows_staged, rows_rejected, rows_unusable, load_id, recorded_at, size, event_time, trace_id,
             ROW_NUMBER() OVER (PARTITION BY key, etag ORDER BY recorded_at DESC, load_id DESC) AS place
      FROM dw.file_ledger
      WHERE key IN (:keys) AND etag IN (:etags)) lines
WHERE place = 1;
