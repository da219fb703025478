-- Purpose: remember the tracks ever played, so that a song that arrives later knows whether any play waits for it.
INSERT INTO dw.played_track (song_title, artist_name, length)
SELECT song_title, artist_name, length FROM w_played_track;
