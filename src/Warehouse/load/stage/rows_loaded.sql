-- Purpose: how many rows the COPY just above says it loaded, and the name by which the load views know it. Must follow the COPY directly:
-- both functions speak of the session's last one.
SELECT pg_last_copy_count() AS rows_loaded, pg_last_copy_id() AS copy_id;
