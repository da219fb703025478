-- Purpose: where each staged row went, counted for each table by itself, so that the sum is a check and not a definition.
-- Inputs: :load_id. A merge repeated after its commit adds nothing: the load is recorded.
INSERT INTO dw.load_counts (load_id, table_name, staged, inserted, updated, unchanged, filtered, duplicate)
SELECT :load_id, c.table_name, c.staged, c.inserted, c.updated, c.unchanged, c.filtered, c.duplicate
FROM (SELECT 'users' AS table_name, s.staged, w.inserted, w.updated, w.unchanged, s.filtered, w.duplicate
      FROM (SELECT COUNT(*) AS staged,
                   COUNT(CASE WHEN refusal IS NOT NULL OR start_time IS NULL OR session_id IS NULL OR item_in_session IS NULL
                                   OR user_id IS NULL THEN 1 END) AS filtered FROM b_events) s
      CROSS JOIN (SELECT COUNT(CASE WHEN is_new = 1 AND existed = 0 THEN 1 END) AS inserted,
                         COUNT(CASE WHEN is_new = 1 AND existed = 1 THEN 1 END) AS updated,
                         COUNT(CASE WHEN is_new = 0 THEN 1 END) AS unchanged,
                         COALESCE(SUM(batch_rows - 1), 0) AS duplicate FROM w_users) w
      UNION ALL
      SELECT 'time' AS table_name, s.staged, w.inserted, w.updated, w.unchanged, s.filtered, w.duplicate
      FROM (SELECT COUNT(*) AS staged,
                   COUNT(CASE WHEN refusal IS NOT NULL OR start_time IS NULL OR session_id IS NULL OR item_in_session IS NULL
                                   OR page IS NULL OR page <> 'NextSong' THEN 1 END) AS filtered FROM b_events) s
      CROSS JOIN (SELECT COUNT(CASE WHEN is_new = 1 AND existed = 0 THEN 1 END) AS inserted,
                         COUNT(CASE WHEN is_new = 1 AND existed = 1 THEN 1 END) AS updated,
                         COUNT(CASE WHEN is_new = 0 THEN 1 END) AS unchanged,
                         COALESCE(SUM(batch_rows - 1), 0) AS duplicate FROM w_time) w
      UNION ALL
      SELECT 'songplays' AS table_name, s.staged, w.inserted, w.updated, w.unchanged, s.filtered, w.duplicate
      FROM (SELECT COUNT(*) AS staged,
                   COUNT(CASE WHEN refusal IS NOT NULL OR start_time IS NULL OR session_id IS NULL OR item_in_session IS NULL
                                   OR page IS NULL OR page <> 'NextSong' THEN 1 END) AS filtered FROM b_events) s
      CROSS JOIN (SELECT COUNT(CASE WHEN is_new = 1 AND existed = 0 THEN 1 END) AS inserted,
                         COUNT(CASE WHEN is_new = 1 AND existed = 1 THEN 1 END) AS updated,
                         COUNT(CASE WHEN is_new = 0 THEN 1 END) AS unchanged,
                         COALESCE(SUM(batch_rows - 1), 0) AS duplicate FROM w_songplays) w) c
WHERE NOT EXISTS (SELECT 1 FROM dw.loads l WHERE l.load_id = :load_id);
