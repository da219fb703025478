-- Purpose: keep every row that COPY refused, with file, line, column and reason.
-- Inputs: :load_id. A merge repeated after its commit adds nothing: the load is recorded.
INSERT INTO dw.rejected_rows (load_id, bucket, key, line_number, column_name, error_code, message)
SELECT :load_id, r.bucket, r.key, r.line_number, r.column_name, r.error_code, r.message
FROM b_rejects r
WHERE NOT EXISTS (SELECT 1 FROM dw.loads l WHERE l.load_id = :load_id);
