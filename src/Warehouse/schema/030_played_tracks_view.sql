-- Purpose: what each play says that it played, for analysts: title, artist and length in the event's own words, which are there before any
-- song file is. It reads what `songplays` reads, and no load writes more for it. It is a new name: who has granted the others grants it,
-- too.
CREATE VIEW played_tracks AS
SELECT MD5(CAST(CAST(DATE_PART('epoch', DATE_TRUNC('second', p.start_time)) AS BIGINT) * 1000
                + MOD(CAST(EXTRACT(millisecond FROM p.start_time) AS INTEGER), 1000) AS VARCHAR(20))
           || '|' || CAST(p.session_id AS VARCHAR(20)) || '|' || CAST(p.item_in_session AS VARCHAR(20))
           || '|' || COALESCE(CAST(NULLIF(p.user_id, -1) AS VARCHAR(10)), '')) AS songplay_id,
       p.start_time, NULLIF(p.user_id, -1) AS user_id, p.level, p.session_id, t.title, t.artist_name,
       CAST(t.length AS DOUBLE PRECISION) / 100000 AS seconds, t.song_id, t.artist_id
FROM dw.songplays p
JOIN dw.tracks t ON t.track_id = p.track_id;
