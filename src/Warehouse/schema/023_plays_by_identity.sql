-- Purpose: a play is keyed by what makes it one, and states what it played by its track; a dictionary says which song a track is. Until
-- here the key was (session_id, item_in_session), and each play held the words of its track and the song that was found for them.
-- songplay_id gets another type, and a view can't be replaced by one of other types: who was granted the view needs the grant again.

-- The view goes before the table that it reads.
DROP VIEW songplays;
ALTER TABLE dw.songplays RENAME TO songplays_by_session;

-- One row for each (title, artist name, length) that any play or any song file has stated; length is a whole number of hundred-thousandths
-- of a second. track_id is a function of the three: 60 bits of a hash. A load fails if two tracks have one.
-- Distribution: small, and joined by every question about plays: on every node. Sort: none, since a hash lies in no order that helps.
CREATE TABLE dw.tracks (
  track_id    BIGINT NOT NULL,
  title       VARCHAR(1024),
  artist_name VARCHAR(1024),
  length      BIGINT,
  song_id     VARCHAR(64),
  artist_id   VARCHAR(64),
  PRIMARY KEY (track_id)
)
DISTSTYLE ALL SORTKEY AUTO;

INSERT INTO dw.tracks (track_id, title, artist_name, length, song_id, artist_id)
SELECT STRTOL(SUBSTRING(MD5(COALESCE(MD5(title), '-') || COALESCE(MD5(artist_name), '-') || COALESCE(CAST(length AS VARCHAR(20)), '-')),
                        1, 15), 16) AS track_id,
       title, artist_name, length, song_id, artist_id
FROM (SELECT title, artist_name, length, song_id, artist_id,
             ROW_NUMBER() OVER (PARTITION BY title, artist_name, length
                                ORDER BY song_id ASC NULLS LAST, artist_id ASC NULLS LAST) AS place
      FROM (SELECT title, artist_name, CAST(FLOOR(duration * 100000 + 0.5) AS BIGINT) AS length, song_id, artist_id
            FROM dw.song_match WHERE duration BETWEEN 0 AND 1000000000
            UNION ALL
            SELECT song_title AS title, artist_name,
                   CASE WHEN length BETWEEN 0 AND 1000000000 THEN CAST(FLOOR(length * 100000 + 0.5) AS BIGINT) END AS length,
                   CAST(NULL AS VARCHAR(64)) AS song_id, CAST(NULL AS VARCHAR(64)) AS artist_id
            FROM (SELECT song_title, artist_name, length FROM dw.played_track
                  UNION
                  SELECT song_title, artist_name, length FROM dw.songplays_by_session) played) stated) ranked
WHERE place = 1;

-- user_id is -1 where a play has none, so that no part of the key is NULL.
-- Distribution and sort: by start_time, which every key begins with: a batch meets only what is stored of its own time, and a play the row
-- of dw.time on its own slice.
CREATE TABLE dw.songplays (
  start_time      TIMESTAMP NOT NULL,
  session_id      BIGINT    NOT NULL,
  item_in_session BIGINT    NOT NULL,
  user_id         INTEGER   NOT NULL,
  level           VARCHAR(16),
  track_id        BIGINT    NOT NULL,
  location        VARCHAR(512),
  user_agent      VARCHAR(1024),
  PRIMARY KEY (start_time, session_id, item_in_session, user_id)
)
DISTSTYLE KEY DISTKEY (start_time) COMPOUND SORTKEY (start_time, session_id);

INSERT INTO dw.songplays (start_time, session_id, item_in_session, user_id, level, track_id, location, user_agent)
SELECT p.start_time, p.session_id, p.item_in_session, COALESCE(p.user_id, -1) AS user_id, p.level, t.track_id, p.location, p.user_agent
FROM dw.songplays_by_session p
JOIN dw.tracks t
  ON COALESCE(t.title, '') = COALESCE(p.song_title, '') AND COALESCE(t.artist_name, '') = COALESCE(p.artist_name, '')
 AND COALESCE(t.length, -1)
   = COALESCE(CASE WHEN p.length BETWEEN 0 AND 1000000000 THEN CAST(FLOOR(p.length * 100000 + 0.5) AS BIGINT) END, -1)
ORDER BY p.start_time, p.session_id;

-- Nothing is dropped before every play is there, each with the one track of its own: a text that is no number can't be cast to one.
SELECT CAST(CASE WHEN (SELECT COUNT(*) FROM dw.songplays s JOIN dw.tracks t ON t.track_id = s.track_id)
                      <> (SELECT COUNT(*) FROM dw.songplays_by_session) THEN 'a play has no track, or more than one' ELSE '0' END
            AS INTEGER) AS breaches;

-- Inner: every play's track is a row, also the one of no title at all. songplay_id is the same after a replay and after a rebuild.
CREATE VIEW songplays AS
SELECT MD5(CAST(CAST(DATE_PART('epoch', DATE_TRUNC('second', p.start_time)) AS BIGINT) * 1000
                + MOD(CAST(EXTRACT(millisecond FROM p.start_time) AS INTEGER), 1000) AS VARCHAR(20))
           || '|' || CAST(p.session_id AS VARCHAR(20)) || '|' || CAST(p.item_in_session AS VARCHAR(20))
           || '|' || COALESCE(CAST(NULLIF(p.user_id, -1) AS VARCHAR(10)), '')) AS songplay_id,
       p.start_time, NULLIF(p.user_id, -1) AS user_id, p.level, t.song_id, t.artist_id, p.session_id, p.location, p.user_agent
FROM dw.songplays p
JOIN dw.tracks t ON t.track_id = p.track_id;

DROP TABLE dw.songplays_by_session;
DROP TABLE dw.song_match;
DROP TABLE dw.played_track;
