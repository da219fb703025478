-- Purpose: the staged rows have gone where they belong; their table goes with the same commit.
-- Inputs: {{staging}}.
DROP TABLE IF EXISTS dw.{{staging}};
