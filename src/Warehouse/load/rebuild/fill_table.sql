-- Purpose: the rebuilt rows come, in the same transaction. Tables, views and grants stay: only rows change.
-- Inputs: {{table}}.
INSERT INTO dw.{{table}} SELECT * FROM dw_next.{{table}};
