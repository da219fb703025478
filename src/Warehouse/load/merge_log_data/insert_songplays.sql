-- Purpose: write the plays that nothing else speaks of: they are said once and not stored, so there is nothing to match. A replay finds
-- them stored, and inserts none.
-- Inputs: {{plays}}, batch_plays.sql; {{of_track}}, when a track k is that of a play p.
INSERT INTO dw.songplays (start_time, session_id, item_in_session, user_id, level, track_id, location, user_agent)
SELECT p.start_time, p.session_id, p.item_in_session, p.user_id, p.level, k.track_id, p.location, p.user_agent
FROM ({{plays}}) p
JOIN b_tracks k ON {{of_track}}
LEFT JOIN c_plays c ON p.start_time = c.start_time AND p.session_id = c.session_id AND p.item_in_session = c.item_in_session
                   AND p.user_id = c.user_id
WHERE c.start_time IS NULL;
