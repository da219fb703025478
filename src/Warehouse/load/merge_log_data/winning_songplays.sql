-- Purpose: for each (session_id, item_in_session) of the batch the first row, stored or new, under a total order: latest time, then the
-- lowest of the rest, NULL last. Its song is the smallest (song_id, artist_id) that any song file has stated for exactly this
-- title, artist name and length.
CREATE TEMP TABLE w_songplays AS
SELECT p.start_time, p.user_id, p.level, m.song_id, m.artist_id, p.session_id, p.location, p.user_agent,
       p.item_in_session, p.song_title, p.artist_name, p.length, p.is_new, p.existed, p.batch_rows
FROM (SELECT start_time, user_id, level, session_id, location, user_agent, item_in_session, song_title, artist_name, length, is_new,
             MAX(1 - is_new) OVER (PARTITION BY session_id, item_in_session) AS existed,
             SUM(is_new) OVER (PARTITION BY session_id, item_in_session) AS batch_rows,
             ROW_NUMBER() OVER (PARTITION BY session_id, item_in_session
                                ORDER BY start_time DESC, user_id ASC NULLS LAST, level ASC NULLS LAST, song_title ASC NULLS LAST,
                                         artist_name ASC NULLS LAST, length ASC NULLS LAST, location ASC NULLS LAST,
                                         user_agent ASC NULLS LAST, is_new ASC) AS place
      FROM (SELECT start_time, user_id, level, session_id, location, user_agent, item_in_session, song_title, artist_name, length,
                   1 AS is_new
            FROM u_events WHERE page = 'NextSong'
            UNION ALL
            SELECT t.start_time, t.user_id, t.level, t.session_id, t.location, t.user_agent, t.item_in_session,
                   t.song_title, t.artist_name, t.length, 0 AS is_new
            FROM dw.songplays t
            JOIN (SELECT DISTINCT session_id, item_in_session FROM u_events WHERE page = 'NextSong') b
              ON t.session_id = b.session_id AND t.item_in_session = b.item_in_session) both_sides) p
LEFT JOIN dw.song_match m ON p.song_title = m.title AND p.artist_name = m.artist_name AND p.length = m.duration
WHERE p.place = 1;
