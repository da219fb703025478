-- Purpose: the stored plays that the batch's songs resolve, or resolve to a smaller id. The dictionary of tracks ever played decides
-- first whether the fact table has to be read at all.
CREATE TEMP TABLE w_songplays AS
SELECT t.session_id, t.item_in_session, m.song_id, m.artist_id
FROM w_song_match m
JOIN dw.played_track p ON p.song_title = m.title AND p.artist_name = m.artist_name AND p.length = m.duration
JOIN dw.songplays t ON t.song_title = m.title AND t.artist_name = m.artist_name AND t.length = m.duration
WHERE t.song_id IS NULL OR t.song_id > m.song_id OR (t.song_id = m.song_id AND t.artist_id > m.artist_id);
