-- Purpose: the fresh tables are this rebuild's: no other one takes them for its own.
-- Inputs: :rebuild, its id.
INSERT INTO dw_next.schema_changes (change, applied_at) VALUES (:rebuild, GETDATE());
