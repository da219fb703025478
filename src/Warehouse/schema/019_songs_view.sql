-- Purpose: the dimension as analysts see it.
CREATE OR REPLACE VIEW songs AS
SELECT song_id, title, artist_id, year, duration FROM dw.songs;
