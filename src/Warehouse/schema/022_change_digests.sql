-- Purpose: a change is recorded with the digest of its text, so that a file that was changed after its release is found. NULL: applied by
-- a version that recorded names alone.
ALTER TABLE dw.schema_changes ADD COLUMN digest VARCHAR(64);
