-- Purpose: every start_time that a play of the batch has, how many have it, and whether it is stored already.
-- Inputs: {{plays}}, batch_plays.sql; :first, :last, the first and the last instant of the batch.
CREATE TEMP TABLE w_time AS
SELECT b.start_time, CASE WHEN t.start_time IS NULL THEN 1 ELSE 0 END AS is_new, b.batch_rows
FROM (SELECT start_time, COUNT(*) AS batch_rows FROM ({{plays}}) p GROUP BY start_time) b
LEFT JOIN (SELECT start_time FROM dw.time WHERE start_time BETWEEN :first AND :last) t ON t.start_time = b.start_time;
