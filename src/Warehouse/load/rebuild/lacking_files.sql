-- Purpose: the versions of files that loads have committed since the rebuild began and that the rebuilt tables do not have. Reads only: it
-- can be repeated.
-- Inputs: :since, when the rebuild began.
SELECT DISTINCT f.key, f.etag
FROM dw.file_ledger f
LEFT JOIN dw_next.file_ledger n ON n.bucket = f.bucket AND n.key = f.key AND n.etag = f.etag
WHERE f.recorded_at >= :since AND f.status = 'loaded' AND n.key IS NULL
ORDER BY f.key, f.etag;
