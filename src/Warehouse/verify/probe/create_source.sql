-- Purpose: a MERGE's source: a row that loses, and a new one.
CREATE TEMP TABLE v_source AS SELECT 1 AS k, 3 AS n UNION ALL SELECT 2 AS k, 7 AS n;
