-- Purpose: keep the rows that COPY took and the rules refuse, with the reason. Staging does not know the file of a row.
-- Inputs: {{staging}}; :load_id. A merge repeated after its commit adds nothing: the load is recorded.
INSERT INTO dw.rejected_rows (load_id, message)
SELECT :load_id, 'ts ' || CAST(ts AS VARCHAR(32)) || ' is outside the years 1 to 9999'
FROM dw.{{staging}}
WHERE ts NOT BETWEEN -62135596800000 AND 253402300799999 AND NOT EXISTS (SELECT 1 FROM dw.loads l WHERE l.load_id = :load_id);
