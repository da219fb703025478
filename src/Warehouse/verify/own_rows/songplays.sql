-- Purpose: the plays of a run of verify, as analysts see them. Reads only.
-- Inputs: :first and :last of start_time, and of session_id: :first_session and :last_session.
SELECT songplay_id, start_time, user_id, level, song_id, artist_id, session_id, location, user_agent
FROM songplays
WHERE start_time BETWEEN :first AND :last AND session_id BETWEEN :first_session AND :last_session
ORDER BY songplay_id;
