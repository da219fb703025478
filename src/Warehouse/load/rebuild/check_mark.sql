-- Purpose: fail the swap, and so roll it back, if the fresh tables are another rebuild's, which may have filled none of them yet: a text
-- that is no number can't be cast to one. Each rebuild records its id among the changes of its own schema. Reads only: it can be repeated.
-- Inputs: :rebuild, the id.
SELECT CAST(CASE WHEN COUNT(*) = 1 THEN '0' ELSE 'the fresh tables are of another rebuild' END AS INTEGER) AS other
FROM dw_next.schema_changes c
WHERE c.change = :rebuild;
