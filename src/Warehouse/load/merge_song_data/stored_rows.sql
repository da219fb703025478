-- Purpose: how many rows the load's tables have before it writes, for the check behind it.
CREATE TEMP TABLE s_rows AS
SELECT 'songs' AS table_name, COUNT(*) AS stored FROM dw.songs
UNION ALL
SELECT 'artists' AS table_name, COUNT(*) AS stored FROM dw.artists;
