-- Purpose: songs. The winning row's content is the row itself: no helper column.
-- Distribution: a dimension that every query joins: on every node.
CREATE TABLE IF NOT EXISTS dw.songs (
  song_id   VARCHAR(64) NOT NULL,
  title     VARCHAR(1024),
  artist_id VARCHAR(64),
  year      INTEGER,
  duration  DOUBLE PRECISION,
  PRIMARY KEY (song_id)
)
DISTSTYLE ALL SORTKEY (song_id);
