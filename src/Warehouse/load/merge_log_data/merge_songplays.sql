-- Purpose: write the winners that are new. A replay finds the stored row winning and writes nothing.
MERGE INTO dw.songplays
USING (SELECT start_time, session_id, item_in_session, user_id, level, track_id, location, user_agent
       FROM w_songplays WHERE is_new = 1) AS w
ON dw.songplays.start_time = w.start_time AND dw.songplays.session_id = w.session_id
   AND dw.songplays.item_in_session = w.item_in_session AND dw.songplays.user_id = w.user_id
WHEN MATCHED THEN UPDATE SET level = w.level, track_id = w.track_id, location = w.location, user_agent = w.user_agent
WHEN NOT MATCHED THEN INSERT (start_time, session_id, item_in_session, user_id, level, track_id, location, user_agent)
                      VALUES (w.start_time, w.session_id, w.item_in_session, w.user_id, w.level, w.track_id, w.location, w.user_agent);
