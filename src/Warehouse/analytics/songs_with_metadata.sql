-- Question: Which songs with metadata are played most?
-- Chart: bar title artist plays
-- Covers: known songs
-- Title and artist are those of the song files.
SELECT songs.title, artists.name AS artist, COUNT(*) AS plays, COUNT(DISTINCT songplays.user_id) AS listeners
FROM songplays
JOIN songs ON songs.song_id = songplays.song_id
JOIN artists ON artists.artist_id = songplays.artist_id
GROUP BY songs.song_id, songs.title, artists.name
ORDER BY plays DESC, songs.title, artist
LIMIT 10;
