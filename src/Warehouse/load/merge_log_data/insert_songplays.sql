-- Purpose: write the plays that nothing else speaks of: they are said once and not stored, so there is nothing to match. A replay finds
-- them stored, and inserts none.
INSERT INTO dw.songplays (start_time, session_id, item_in_session, user_id, level, track_id, location, user_agent)
SELECT b.start_time, b.session_id, b.item_in_session, b.user_id, b.level, b.track_id, b.location, b.user_agent
FROM b_plays b
LEFT JOIN c_plays c ON b.start_time = c.start_time AND b.session_id = c.session_id AND b.item_in_session = c.item_in_session
                   AND b.user_id = c.user_id
WHERE c.start_time IS NULL;
