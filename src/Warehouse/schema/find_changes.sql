-- Purpose: the columns of the list of changes: none before the first change, no digest before digests were recorded. Reads only: it can be
-- repeated.
SELECT column_name FROM information_schema.columns WHERE table_schema = 'dw' AND table_name = 'schema_changes';
