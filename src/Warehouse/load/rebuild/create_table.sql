-- Purpose: a fresh table, empty, with the form of the present one.
-- Inputs: {{table}}.
CREATE TABLE dw_next.{{table}} (LIKE dw.{{table}});
