-- Purpose: a MERGE's target: one row that stays as it is.
CREATE TEMP TABLE v_merged AS SELECT 1 AS k, 5 AS n;
