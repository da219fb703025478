-- Purpose: how many rows the COPY just above says it loaded. Must follow the COPY directly: the function speaks of the session's last one.
SELECT pg_last_copy_count() AS rows_loaded;
