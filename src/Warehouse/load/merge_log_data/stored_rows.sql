-- Purpose: how many rows the load's tables have before it writes, for the check behind it. Of what grows with time only the batch's own:
-- its first and last instant stand as literals, so that Redshift's zone maps leave the rest alone.
-- Inputs: :first, :last, the first and the last instant of the batch.
CREATE TEMP TABLE s_rows AS
SELECT 'users' AS table_name, COUNT(*) AS stored FROM dw.users
UNION ALL
SELECT 'time' AS table_name, COUNT(*) AS stored FROM dw.time WHERE start_time BETWEEN :first AND :last
UNION ALL
SELECT 'songplays' AS table_name, COUNT(*) AS stored FROM dw.songplays WHERE start_time BETWEEN :first AND :last;
