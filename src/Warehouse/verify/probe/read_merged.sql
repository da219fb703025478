-- Purpose: what the MERGE has made.
SELECT k, n FROM v_merged ORDER BY k;
