-- Purpose: the shape of song_data. A load copies this table under a name of its own, so this one stays empty.
CREATE TABLE IF NOT EXISTS dw.staging_songs (
  song_id          VARCHAR(64),
  title            VARCHAR(1024),
  artist_id        VARCHAR(64),
  artist_name      VARCHAR(1024),
  artist_location  VARCHAR(1024),
  artist_latitude  DOUBLE PRECISION,
  artist_longitude DOUBLE PRECISION,
  year             INTEGER,
  duration         DOUBLE PRECISION
)
DISTSTYLE EVEN;
