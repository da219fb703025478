-- Purpose: the ledger's lines, in the transaction that writes the data.
-- Inputs: :load_id, :dataset. A merge repeated after its commit adds nothing: the load is recorded.
INSERT INTO dw.file_ledger (load_id, dataset, bucket, key, etag, version_id, size, status, rows_staged, rows_rejected, rows_unusable,
    reason, event_time, trace_id, recorded_at)
SELECT :load_id, :dataset, f.bucket, f.key, f.etag, f.version_id, f.size, f.status, f.rows_staged, f.rows_rejected, f.rows_unusable,
       f.reason,
       TIMESTAMP 'epoch' + CAST(f.event_time AS DOUBLE PRECISION) * INTERVAL '0.001 second', f.trace_id, GETDATE()
FROM b_files f
WHERE NOT EXISTS (SELECT 1 FROM dw.loads l WHERE l.load_id = :load_id);
