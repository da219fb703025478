-- Purpose: see how many rows a MERGE says it has changed, and whether a column of its target may stand in the value that it sets.
MERGE INTO v_merged
USING (SELECT k, n FROM v_source) AS s
ON v_merged.k = s.k
WHEN MATCHED THEN UPDATE SET n = CASE WHEN s.n > v_merged.n THEN s.n ELSE v_merged.n END
WHEN NOT MATCHED THEN INSERT (k, n) VALUES (s.k, s.n);
