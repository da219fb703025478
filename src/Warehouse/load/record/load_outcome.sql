-- Purpose: what the load did, for its record: one line for each table it can change.
-- Inputs: :load_id; :oldest_event and :newest_event, when the load's events happened, NULL where it staged none.
SELECT c.table_name, c.staged, c.inserted, c.updated, c.unchanged, c.filtered, c.duplicate,
       l.files, l.rows_read, l.rows_staged, l.rows_rejected, COALESCE(l.rows_unusable, 0) AS rows_unusable,
       l.tracks_resolved, l.recorded_at,
       CAST(:oldest_event AS TIMESTAMP) AS oldest_event, CAST(:newest_event AS TIMESTAMP) AS newest_event
FROM dw.loads l
LEFT JOIN dw.load_counts c ON c.load_id = l.load_id
WHERE l.load_id = :load_id
ORDER BY c.table_name;
