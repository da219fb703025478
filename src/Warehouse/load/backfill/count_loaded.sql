-- Purpose: what became of a backfill's files, by whatever loads: one that was taken apart, too. Each file counts once, by the best that
-- became of it. Reads only: it can be repeated.
-- Inputs: :since, when the backfill first asked, by the warehouse's clock: what was recorded before is not its own.
SELECT SUM(CASE WHEN known = 4 THEN 1 ELSE 0 END) AS loaded,
       SUM(CASE WHEN known = 3 THEN 1 ELSE 0 END) AS quarantined,
       SUM(CASE WHEN known = 2 THEN 1 ELSE 0 END) AS superseded,
       SUM(rows_staged) AS rows_staged,
       SUM(rows_rejected) AS rows_rejected,
       SUM(rows_unusable) AS rows_unusable
FROM (
  SELECT l.bucket, l.key, l.etag,
         MAX(CASE f.status WHEN 'loaded' THEN 4 WHEN 'quarantined' THEN 3 WHEN 'superseded' THEN 2 ELSE 0 END) AS known,
         SUM(CASE WHEN f.status = 'loaded' THEN f.rows_staged ELSE 0 END) AS rows_staged,
         SUM(COALESCE(f.rows_rejected, 0)) AS rows_rejected,
         SUM(COALESCE(f.rows_unusable, 0)) AS rows_unusable
  FROM b_listing l
  LEFT JOIN dw.file_ledger f ON f.bucket = l.bucket AND f.key = l.key AND f.etag = l.etag AND f.recorded_at >= :since
  GROUP BY l.bucket, l.key, l.etag
) files;
