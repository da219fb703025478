-- Purpose: of the versions that some loads met, those that were loaded more than once, and how often, by whatever loads. Reads only: it can
-- be repeated.
-- Inputs: :loads, their ids.
SELECT key, etag, COUNT(CASE WHEN status = 'loaded' THEN 1 END) AS times_loaded
FROM dw.file_ledger
WHERE key IN (SELECT key FROM dw.file_ledger WHERE load_id IN (:loads))
GROUP BY key, etag
HAVING COUNT(CASE WHEN status = 'loaded' THEN 1 END) > 1 AND COUNT(CASE WHEN load_id IN (:loads) THEN 1 END) > 0;
