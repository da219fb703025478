-- Purpose: remember that a file of this folder has been applied.
-- Inputs: :change, the file's name.
INSERT INTO dw.schema_changes (change, applied_at)
SELECT :change, GETDATE()
WHERE NOT EXISTS (SELECT 1 FROM dw.schema_changes c WHERE c.change = :change);
