-- Purpose: the plays that are said more than once, or are stored already. Two of the batch can be one only where they share an instant,
-- which w_time has counted. Of the fact only the batch's own time is read. contested: somebody must win; a play that is said once, and as
-- it is stored, has won already, and there is nothing to rank or to write. Text is never '', so that COALESCE makes no two NULLs of one.
-- Inputs: :first, :last, the first and the last instant of the batch.
CREATE TEMP TABLE c_plays AS
SELECT start_time, session_id, item_in_session, user_id, MAX(contested) AS contested
FROM (SELECT b.start_time, b.session_id, b.item_in_session, b.user_id, 1 AS contested
      FROM b_plays b
      JOIN w_time w ON w.start_time = b.start_time
      WHERE w.batch_rows > 1
      GROUP BY b.start_time, b.session_id, b.item_in_session, b.user_id
      HAVING COUNT(*) > 1
      UNION ALL
      SELECT t.start_time, t.session_id, t.item_in_session, t.user_id,
             CASE WHEN t.track_id = b.track_id AND COALESCE(t.level, '') = COALESCE(b.level, '')
                   AND COALESCE(t.location, '') = COALESCE(b.location, '') AND COALESCE(t.user_agent, '') = COALESCE(b.user_agent, '')
                  THEN 0 ELSE 1 END AS contested
      FROM dw.songplays t
      JOIN b_plays b ON t.start_time = b.start_time AND t.session_id = b.session_id AND t.item_in_session = b.item_in_session
                    AND t.user_id = b.user_id
      WHERE t.start_time BETWEEN :first AND :last) met
GROUP BY start_time, session_id, item_in_session, user_id;
