-- Purpose: the fact. Its last four columns are helpers: what the event said it played, so that a song which arrives later can still resolve
-- the row.
-- Distribution: by session_id, the first half of the merge key, so that a batch's rows meet the stored ones on their own slice.
-- Sort: by start_time, by which analysts filter and in whose order events arrive.
CREATE TABLE IF NOT EXISTS dw.songplays (
  songplay_id     BIGINT           NOT NULL,
  start_time      TIMESTAMP        NOT NULL,
  user_id         INTEGER,
  level           VARCHAR(16),
  song_id         VARCHAR(64),
  artist_id       VARCHAR(64),
  session_id      BIGINT           NOT NULL,
  location        VARCHAR(512),
  user_agent      VARCHAR(1024),
  item_in_session INTEGER          NOT NULL,
  song_title      VARCHAR(1024),
  artist_name     VARCHAR(1024),
  length          DOUBLE PRECISION,
  PRIMARY KEY (songplay_id)
)
DISTSTYLE KEY DISTKEY (session_id) COMPOUND SORTKEY (start_time);
