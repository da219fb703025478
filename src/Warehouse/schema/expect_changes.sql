-- Purpose: fail the batch, and so change nothing, if another changed the schema since it was looked at: a text that is no number can't be
-- cast to one. Runs under the lock.
-- Inputs: :applied, how many changes had been applied then.
SELECT CAST(CASE WHEN COUNT(*) = :applied THEN '0' ELSE 'the schema was changed meanwhile' END AS INTEGER) AS breaches
FROM dw.schema_changes;
