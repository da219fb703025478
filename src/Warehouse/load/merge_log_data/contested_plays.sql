-- Purpose: the plays that are said more than once, or are stored already. Two of the batch can be one only where they share an instant,
-- which w_time has counted. Of the fact only the batch's own time is read. contested: somebody must win; a play that is said once, and as
-- it is stored, has won already, and there is nothing to rank or to write. Text is never '', so that COALESCE makes no two NULLs of one.
-- Inputs: {{plays}}, batch_plays.sql; {{of_track}}, when a track k is that of a play p; :first, :last, the first and the last instant
-- of the batch.
CREATE TEMP TABLE c_plays AS
SELECT start_time, session_id, item_in_session, user_id, MAX(contested) AS contested
FROM (SELECT p.start_time, p.session_id, p.item_in_session, p.user_id, 1 AS contested
      FROM ({{plays}}) p
      JOIN w_time w ON w.start_time = p.start_time
      WHERE w.batch_rows > 1
      GROUP BY p.start_time, p.session_id, p.item_in_session, p.user_id
      HAVING COUNT(*) > 1
      UNION ALL
      SELECT t.start_time, t.session_id, t.item_in_session, t.user_id,
             CASE WHEN t.track_id = k.track_id AND COALESCE(t.level, '') = COALESCE(p.level, '')
                   AND COALESCE(t.location, '') = COALESCE(p.location, '') AND COALESCE(t.user_agent, '') = COALESCE(p.user_agent, '')
                  THEN 0 ELSE 1 END AS contested
      FROM dw.songplays t
      JOIN ({{plays}}) p ON t.start_time = p.start_time AND t.session_id = p.session_id AND t.item_in_session = p.item_in_session
                        AND t.user_id = p.user_id
      JOIN b_tracks k ON {{of_track}}
      WHERE t.start_time BETWEEN :first AND :last) met
GROUP BY start_time, session_id, item_in_session, user_id;
