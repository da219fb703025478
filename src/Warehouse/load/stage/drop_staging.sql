-- Purpose: a load's staging table goes: before the load is staged, so that one that is staged again starts clean, and with the commit that
-- merges its rows. A table that is gone already is no error.
-- Inputs: {{staging}}, the load's own staging table.
DROP TABLE IF EXISTS dw.{{staging}};
