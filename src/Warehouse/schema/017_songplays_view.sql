-- Purpose: the fact as analysts see it.
CREATE OR REPLACE VIEW songplays AS
SELECT songplay_id, start_time, user_id, level, song_id, artist_id, session_id, location, user_agent FROM dw.songplays;
