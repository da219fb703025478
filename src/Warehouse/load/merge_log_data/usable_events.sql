-- Purpose: the events that can be placed: they say when, in which session, and where in it.
CREATE TEMP TABLE u_events AS
SELECT * FROM b_events
WHERE refusal IS NULL AND start_time IS NOT NULL AND session_id IS NOT NULL AND item_in_session IS NOT NULL;
