-- Purpose: how many rows the load has staged; the merge must find as many.
-- Inputs: {{staging}}.
SELECT COUNT(*) AS rows_staged FROM dw.{{staging}};
