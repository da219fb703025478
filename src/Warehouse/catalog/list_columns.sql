-- Purpose: the columns of the tables and views that whoever asks may read: who has misspelt one is shown those like it. Reads only: it can
-- be repeated.
SELECT table_schema AS schema_name, table_name, column_name
FROM information_schema.columns
WHERE table_catalog = CURRENT_DATABASE()
  AND table_schema NOT IN ('information_schema', 'pg_catalog', 'pg_internal', 'main', 'redshift_system')
ORDER BY table_schema, table_name, ordinal_position;
