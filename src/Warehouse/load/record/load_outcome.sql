-- Purpose: what the load did, for its record: one line for each table it can change.
-- Inputs: :load_id.
SELECT c.table_name, c.staged, c.inserted, c.updated, c.unchanged, c.filtered, c.duplicate,
       l.files, l.rows_read, l.rows_staged, l.rows_rejected, l.songplays_resolved
FROM dw.loads l
LEFT JOIN dw.load_counts c ON c.load_id = l.load_id
WHERE l.load_id = :load_id
ORDER BY c.table_name;
