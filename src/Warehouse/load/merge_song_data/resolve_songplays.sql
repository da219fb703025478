-- Purpose: a song that arrives after its plays resolves them.
UPDATE dw.songplays SET song_id = w.song_id, artist_id = w.artist_id
FROM w_songplays w
WHERE dw.songplays.session_id = w.session_id AND dw.songplays.item_in_session = w.item_in_session;
