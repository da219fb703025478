-- Purpose: for each contested play the first row, stored or new, under a total order: the lowest level, song, artist, length, location,
-- user agent, NULL last.
-- Inputs: {{plays}}, batch_plays.sql; {{of_track}}, when a track k is that of a play p; :first, :last, the first and the last instant
-- of the batch.
CREATE TEMP TABLE w_songplays AS
SELECT start_time, session_id, item_in_session, user_id, level, track_id, location, user_agent, is_new, existed, batch_rows
FROM (SELECT start_time, session_id, item_in_session, user_id, level, track_id, location, user_agent, is_new,
             MAX(1 - is_new) OVER (PARTITION BY start_time, session_id, item_in_session, user_id) AS existed,
             SUM(is_new) OVER (PARTITION BY start_time, session_id, item_in_session, user_id) AS batch_rows,
             ROW_NUMBER() OVER (PARTITION BY start_time, session_id, item_in_session, user_id
                                ORDER BY level ASC NULLS LAST, song ASC NULLS LAST, artist ASC NULLS LAST, length ASC NULLS LAST,
                                         location ASC NULLS LAST, user_agent ASC NULLS LAST, is_new ASC) AS place
      FROM (SELECT p.start_time, p.session_id, p.item_in_session, p.user_id, p.level, k.track_id, p.location, p.user_agent,
                   k.title AS song, k.artist_name AS artist, k.length, 1 AS is_new
            FROM ({{plays}}) p
            JOIN c_plays c ON p.start_time = c.start_time AND p.session_id = c.session_id AND p.item_in_session = c.item_in_session
                          AND p.user_id = c.user_id AND c.contested = 1
            JOIN b_tracks k ON {{of_track}}
            UNION ALL
            SELECT t.start_time, t.session_id, t.item_in_session, t.user_id, t.level, t.track_id, t.location, t.user_agent,
                   k.title AS song, k.artist_name AS artist, k.length, 0 AS is_new
            FROM dw.songplays t
            JOIN c_plays c ON t.start_time = c.start_time AND t.session_id = c.session_id AND t.item_in_session = c.item_in_session
                          AND t.user_id = c.user_id AND c.contested = 1
            JOIN dw.tracks k ON k.track_id = t.track_id
            WHERE t.start_time BETWEEN :first AND :last) both_sides) ranked
WHERE place = 1;
