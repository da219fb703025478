-- Purpose: every (title, artist name, length) that any play has stated: decides whether an arriving song concerns the fact table at all.
CREATE TABLE IF NOT EXISTS dw.played_track (
  song_title  VARCHAR(1024)    NOT NULL,
  artist_name VARCHAR(1024)    NOT NULL,
  length      DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (song_title, artist_name, length)
)
DISTSTYLE ALL SORTKEY (song_title);
