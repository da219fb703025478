-- Purpose: a page of a dataset's lines in the order of their keys, as a bucket is listed: the lines after the last one of the page before.
-- Reads only: it can be repeated.
-- The inner question finds how far the page goes by the keys alone: what is sorted then is the page, not all that is left.
-- Inputs: :dataset; :key, :load_id and :etag of the line that the page comes after; :most, lines of a page; {{among}}, what else is asked
-- of a line's key.
SELECT key, etag, status, reason, rows_staged, rows_rejected, rows_unusable, load_id, recorded_at, size, event_time, trace_id
FROM dw.file_ledger
WHERE dataset = :dataset {{among}}
  AND key >= :key AND NOT (key = :key AND (load_id < :load_id OR (load_id = :load_id AND etag <= :etag)))
  AND key <= (SELECT MAX(key)
              FROM (SELECT key
                    FROM dw.file_ledger
                    WHERE dataset = :dataset {{among}}
                      AND key >= :key AND NOT (key = :key AND (load_id < :load_id OR (load_id = :load_id AND etag <= :etag)))
                    ORDER BY key
                    LIMIT :most) page)
ORDER BY key, load_id, etag
LIMIT :most;
