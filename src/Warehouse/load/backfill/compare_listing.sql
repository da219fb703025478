-- Purpose: which of the listed files are not loaded, by their numbers, and how much the ledger knows of each: 0 nothing, 1 other versions
-- only, 2 overwritten before it was read, 3 quarantined, 4 loaded. Reads only: it can be repeated.
-- asked_at is the warehouse's own time: what the ledger records from then on is later by the same clock.
-- Inputs: :most, the most knowledge of a file that is still of interest: 3 leaves out what is loaded, 4 leaves out nothing.
SELECT l.n,
       MAX(CASE WHEN f.key IS NULL THEN 0
                WHEN f.etag <> l.etag THEN 1
                WHEN f.status = 'loaded' THEN 4
                WHEN f.status = 'quarantined' THEN 3
                ELSE 2 END) AS known,
       GETDATE() AS asked_at
FROM b_listing l
LEFT JOIN dw.file_ledger f ON f.bucket = l.bucket AND f.key = l.key
GROUP BY l.n
HAVING MAX(CASE WHEN f.key IS NULL THEN 0
                WHEN f.etag <> l.etag THEN 1
                WHEN f.status = 'loaded' THEN 4
                WHEN f.status = 'quarantined' THEN 3
                ELSE 2 END) <= :most
ORDER BY l.n;
