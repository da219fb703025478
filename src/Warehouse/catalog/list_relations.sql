-- Purpose: the tables and views that whoever asks may read, those of analysts first. The local warehouse keeps views for other programs in
-- main and Redshift's load views in redshift_system. Reads only: it can be repeated.
SELECT table_schema AS schema_name, table_name, CASE WHEN table_type = 'VIEW' THEN 'view' ELSE 'table' END AS kind
FROM information_schema.tables
WHERE table_catalog = CURRENT_DATABASE()
  AND table_schema NOT IN ('information_schema', 'pg_catalog', 'pg_internal', 'main', 'redshift_system')
ORDER BY CASE WHEN table_schema = 'dw' THEN 1 ELSE 0 END, table_schema, table_name;
