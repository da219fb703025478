-- Purpose: where each staged row went, counted for each table by itself, so that the sum is a check and not a definition.
-- Inputs: :load_id. A merge repeated after its commit adds nothing: the load is recorded.
INSERT INTO dw.load_counts (load_id, table_name, staged, inserted, updated, unchanged, filtered, duplicate)
SELECT :load_id, c.table_name, c.staged, c.inserted, c.updated, c.unchanged, c.filtered, c.duplicate
FROM (SELECT 'songs' AS table_name, s.staged, w.inserted, w.updated, w.unchanged, s.filtered, w.duplicate
      FROM (SELECT COUNT(*) AS staged, COUNT(CASE WHEN song_id IS NULL THEN 1 END) AS filtered FROM b_songs) s
      CROSS JOIN (SELECT COUNT(CASE WHEN is_new = 1 AND existed = 0 THEN 1 END) AS inserted,
                         COUNT(CASE WHEN is_new = 1 AND existed = 1 THEN 1 END) AS updated,
                         COUNT(CASE WHEN is_new = 0 THEN 1 END) AS unchanged,
                         COALESCE(SUM(batch_rows - 1), 0) AS duplicate FROM w_songs) w
      UNION ALL
      SELECT 'artists' AS table_name, s.staged, w.inserted, w.updated, w.unchanged, s.filtered, w.duplicate
      FROM (SELECT COUNT(*) AS staged, COUNT(CASE WHEN artist_id IS NULL THEN 1 END) AS filtered FROM b_songs) s
      CROSS JOIN (SELECT COUNT(CASE WHEN is_new = 1 AND existed = 0 THEN 1 END) AS inserted,
                         COUNT(CASE WHEN is_new = 1 AND existed = 1 THEN 1 END) AS updated,
                         COUNT(CASE WHEN is_new = 0 THEN 1 END) AS unchanged,
                         COALESCE(SUM(batch_rows - 1), 0) AS duplicate FROM w_artists) w) c
WHERE NOT EXISTS (SELECT 1 FROM dw.loads l WHERE l.load_id = :load_id);
