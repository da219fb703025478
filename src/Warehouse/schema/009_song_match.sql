-- Purpose: every (title, artist name, duration) that any song file has stated, with the smallest (song_id, artist_id) that stated it.
-- The minimum over a growing set does not depend on the order of arrival; a join to the current dimension rows would.
CREATE TABLE IF NOT EXISTS dw.song_match (
  title       VARCHAR(1024)    NOT NULL,
  artist_name VARCHAR(1024)    NOT NULL,
  duration    DOUBLE PRECISION NOT NULL,
  song_id     VARCHAR(64)      NOT NULL,
  artist_id   VARCHAR(64)      NOT NULL,
  PRIMARY KEY (title, artist_name, duration)
)
DISTSTYLE ALL SORTKEY (title);
