-- Purpose: a load that is staged again starts clean.
-- Inputs: {{staging}}, the load's own staging table.
DROP TABLE IF EXISTS dw.{{staging}};
