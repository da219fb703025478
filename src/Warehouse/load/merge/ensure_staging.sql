-- Purpose: a merge repeated after its commit finds no staging table, because the commit dropped it: it merges nothing, and succeeds.
-- Inputs: {{staging}}; {{shape}}.
CREATE TABLE IF NOT EXISTS dw.{{staging}} (LIKE dw.{{shape}});
