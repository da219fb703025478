-- Purpose: how large the last loads were, and which execution each is of, the latest first. Reads only: it can be repeated.
-- Inputs: :most, loads at most.
SELECT execution_id, dataset, files, rows_staged
FROM dw.loads
ORDER BY recorded_at DESC, load_id
LIMIT :most;
