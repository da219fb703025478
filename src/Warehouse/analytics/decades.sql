-- Question: From which decades is the music that is played?
-- Chart: bar decade plays
-- Covers: known songs
-- By the year of release that the song file states; many state none.
SELECT CASE WHEN songs.year > 0 THEN CAST(songs.year / 10 * 10 AS VARCHAR(8)) || 's' ELSE 'not stated' END AS decade,
       COUNT(*) AS plays, COUNT(DISTINCT songplays.song_id) AS songs
FROM songplays
JOIN songs ON songs.song_id = songplays.song_id
GROUP BY decade
ORDER BY decade;
