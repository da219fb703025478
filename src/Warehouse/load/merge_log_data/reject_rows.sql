-- Purpose: keep the rows that COPY took and the rules refuse, with the reason. Staging does not know the file of a row.
-- Inputs: :load_id. A merge repeated after its commit adds nothing: the load is recorded.
INSERT INTO dw.rejected_rows (load_id, message)
SELECT :load_id, refusal FROM b_events
WHERE refusal IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dw.loads l WHERE l.load_id = :load_id);
