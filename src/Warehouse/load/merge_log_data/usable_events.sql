-- Purpose: the events that can be placed: they say when, in which session, and where in it.
CREATE TEMP TABLE u_events AS
SELECT page, start_time, user_id, first_name, last_name, gender, level, session_id, item_in_session,
       location, user_agent, song_title, artist_name, length
FROM b_events
WHERE refusal IS NULL AND start_time IS NOT NULL AND session_id IS NOT NULL AND item_in_session IS NOT NULL;
