-- Purpose: remember, in the batch that applies them, which files of this folder have been applied, and with which text.
-- Inputs: {{changes}}, a row for each: change, its name, and digest.
INSERT INTO dw.schema_changes (change, applied_at, digest)
SELECT c.change, GETDATE(), c.digest FROM ({{changes}}) c;
