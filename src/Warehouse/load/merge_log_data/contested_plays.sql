-- Purpose: the plays that are said more than once, or are stored already: only of these somebody must win. Two of the batch can be one only
-- where they share an instant, which w_time has counted. Of the fact only the batch's own time is read.
-- Inputs: :first, :last, the first and the last instant of the batch.
CREATE TEMP TABLE c_plays AS
SELECT b.start_time, b.session_id, b.item_in_session, b.user_id
FROM b_plays b
JOIN w_time w ON w.start_time = b.start_time
WHERE w.batch_rows > 1
GROUP BY b.start_time, b.session_id, b.item_in_session, b.user_id
HAVING COUNT(*) > 1
UNION
SELECT t.start_time, t.session_id, t.item_in_session, t.user_id
FROM dw.songplays t
JOIN b_plays b ON t.start_time = b.start_time AND t.session_id = b.session_id AND t.item_in_session = b.item_in_session
              AND t.user_id = b.user_id
WHERE t.start_time BETWEEN :first AND :last;
