-- Purpose: artists, the plainest statement of each.
-- Distribution: a dimension that every query joins: on every node.
CREATE TABLE IF NOT EXISTS dw.artists (
  artist_id VARCHAR(64) NOT NULL,
  name      VARCHAR(1024),
  location  VARCHAR(1024),
  latitude  DOUBLE PRECISION,
  longitude DOUBLE PRECISION,
  PRIMARY KEY (artist_id)
)
DISTSTYLE ALL SORTKEY (artist_id);
