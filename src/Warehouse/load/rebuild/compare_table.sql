-- Purpose: what a rebuild would change: rows that only the present table has, and rows that only the rebuilt one has.
-- Inputs: {{table}}.
SELECT (SELECT COUNT(*) FROM (SELECT * FROM dw.{{table}} EXCEPT SELECT * FROM dw_next.{{table}}) gone) AS gone,
       (SELECT COUNT(*) FROM (SELECT * FROM dw_next.{{table}} EXCEPT SELECT * FROM dw.{{table}}) come) AS come;
