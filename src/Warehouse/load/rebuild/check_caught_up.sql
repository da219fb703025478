-- Purpose: fail the swap, and so roll it back, if a load committed since the rebuild began that the rebuilt tables do not have: a text
-- that is no number can't be cast to one. Runs under the lock, so that no load can come between. b_listing has the versions that are no
-- longer in the bucket: no rebuild can read them.
-- Inputs: :since, when the rebuild began.
SELECT CAST(COALESCE('the rebuild lacks ' || MAX(f.load_id), '0') AS INTEGER) AS lacks
FROM dw.file_ledger f
LEFT JOIN dw_next.file_ledger n ON n.bucket = f.bucket AND n.key = f.key AND n.etag = f.etag
LEFT JOIN b_listing l ON l.bucket = f.bucket AND l.key = f.key AND l.etag = f.etag
WHERE f.recorded_at >= :since AND f.status = 'loaded' AND n.key IS NULL AND l.key IS NULL;
