-- Purpose: write the winners that are new. songplay_id derives from the key, so it is the same after a replay and after a rebuild.
MERGE INTO dw.songplays
USING (SELECT start_time, user_id, level, song_id, artist_id, session_id, location, user_agent, item_in_session, song_title, artist_name,
              length
       FROM w_songplays WHERE is_new = 1) AS w
ON dw.songplays.session_id = w.session_id AND dw.songplays.item_in_session = w.item_in_session
WHEN MATCHED THEN UPDATE SET start_time = w.start_time, user_id = w.user_id, level = w.level, song_id = w.song_id, artist_id = w.artist_id,
                             location = w.location, user_agent = w.user_agent,
                             song_title = w.song_title, artist_name = w.artist_name, length = w.length
WHEN NOT MATCHED THEN INSERT (songplay_id, start_time, user_id, level, song_id, artist_id, session_id, location, user_agent,
                              item_in_session, song_title, artist_name, length)
                      VALUES (w.session_id * 1000000 + w.item_in_session, w.start_time, w.user_id, w.level, w.song_id, w.artist_id,
                              w.session_id, w.location, w.user_agent, w.item_in_session, w.song_title, w.artist_name, w.length);
