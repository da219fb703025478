-- Purpose: the present rows go. (TRUNCATE would commit, and show an empty table.)
-- Inputs: {{table}}.
DELETE FROM dw.{{table}};
