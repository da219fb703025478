-- Purpose: the load's own line. Its presence is what says that the load has committed, so it is written after all else and once.
-- Inputs: :load_id, :dataset, :execution_id, :files, :rows_read, :rows_staged, :rows_rejected.
INSERT INTO dw.loads (load_id, dataset, execution_id, files, rows_read, rows_staged, rows_rejected, songplays_resolved, recorded_at)
SELECT :load_id, :dataset, :execution_id, :files, :rows_read, :rows_staged, :rows_rejected, {{songplays_resolved}}, GETDATE()
WHERE NOT EXISTS (SELECT 1 FROM dw.loads l WHERE l.load_id = :load_id);
