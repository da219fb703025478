-- Purpose: what the load history says of one COPY: the rows that it loaded, and how many errors the other views must show. It says nothing
-- yet where the views lag behind: they are no part of the COPY's transaction.
-- Inputs: {{copy}}, the COPY's query id.
SELECT loaded_rows, error_count
FROM sys_load_history
WHERE query_id = {{copy}};
