-- Purpose: the load's own line. Its presence is what says that the load has committed, so it is written after all else and once.
-- Inputs: :load_id, :dataset, :execution_id, :trace_id, :files, :rows_read, :rows_staged,
-- :rows_rejected, :rows_unusable, :started_at, :copy_at, :copy_ms.
-- All of them are the same in every repetition of a submission: a client token stands for one text.
INSERT INTO dw.loads (load_id, dataset, execution_id, trace_id, files, rows_read, rows_staged, rows_rejected, rows_unusable,
    tracks_resolved, started_at, copy_at, copy_ms, recorded_at)
SELECT :load_id, :dataset, :execution_id, CAST(:trace_id AS VARCHAR(35)), :files, :rows_read, :rows_staged, :rows_rejected,
       :rows_unusable, {{tracks_resolved}},
       CAST(:started_at AS TIMESTAMP), CAST(:copy_at AS TIMESTAMP), CAST(:copy_ms AS BIGINT), GETDATE()
WHERE NOT EXISTS (SELECT 1 FROM dw.loads l WHERE l.load_id = :load_id);
