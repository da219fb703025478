-- Purpose: where each staged row went, counted for each table by itself, so that the sum is a check and not a definition.
-- Inputs: {{staging}}; {{plays}}, batch_plays.sql; :load_id. A merge repeated after its commit adds nothing: the load is recorded.
INSERT INTO dw.load_counts (load_id, table_name, staged, inserted, updated, unchanged, filtered, duplicate)
SELECT :load_id, c.table_name, s.staged, c.inserted, c.updated, c.unchanged,
       CASE WHEN c.table_name = 'users' THEN s.without_user ELSE s.no_plays END AS filtered, c.duplicate
FROM (SELECT 'users' AS table_name, w.inserted, w.updated, w.unchanged, b.duplicate
      FROM (SELECT COALESCE(SUM(batch_rows), 0) - COUNT(DISTINCT user_id) AS duplicate FROM b_users) b
      CROSS JOIN (SELECT COUNT(CASE WHEN is_new = 1 AND existed = 0 THEN 1 END) AS inserted,
                         COUNT(CASE WHEN is_new = 1 AND existed = 1 THEN 1 END) AS updated,
                         COUNT(CASE WHEN is_new = 0 THEN 1 END) AS unchanged FROM w_users) w
      UNION ALL
      SELECT 'time' AS table_name, COUNT(CASE WHEN is_new = 1 THEN 1 END) AS inserted, 0 AS updated,
             COUNT(CASE WHEN is_new = 0 THEN 1 END) AS unchanged, COALESCE(SUM(batch_rows - 1), 0) AS duplicate FROM w_time
      UNION ALL
      SELECT 'songplays' AS table_name, b.plays - c.won - w.contested + w.inserted AS inserted, w.updated,
             c.won + w.unchanged AS unchanged, w.duplicate
      FROM (SELECT COUNT(*) AS plays FROM ({{plays}}) p) b
      CROSS JOIN (SELECT COUNT(CASE WHEN contested = 0 THEN 1 END) AS won FROM c_plays) c
      CROSS JOIN (SELECT COALESCE(SUM(batch_rows), 0) AS contested,
                         COUNT(CASE WHEN is_new = 1 AND existed = 0 THEN 1 END) AS inserted,
                         COUNT(CASE WHEN is_new = 1 AND existed = 1 THEN 1 END) AS updated,
                         COUNT(CASE WHEN is_new = 0 THEN 1 END) AS unchanged,
                         COALESCE(SUM(batch_rows - 1), 0) AS duplicate FROM w_songplays) w) c
CROSS JOIN (SELECT COUNT(*) AS staged,
                   COUNT(CASE WHEN unusable = 1 OR userid IS NULL OR userid NOT SIMILAR TO '[0-9]{1,9} *' THEN 1 END) AS without_user,
                   COUNT(CASE WHEN unusable = 1 OR page IS NULL OR RTRIM(page, ' ') <> 'NextSong' THEN 1 END) AS no_plays
            FROM (SELECT userid, page,
                         CASE WHEN ts IS NULL OR ts NOT BETWEEN -62135596800000 AND 253402300799999
                                OR sessionid IS NULL OR iteminsession IS NULL THEN 1 ELSE 0 END AS unusable
                  FROM dw.{{staging}}) judged) s
WHERE NOT EXISTS (SELECT 1 FROM dw.loads l WHERE l.load_id = :load_id);
