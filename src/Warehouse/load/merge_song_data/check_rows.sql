-- Purpose: fail the load, and so roll it back, if a row went missing or came twice: a text that is no number can't be cast to one.
-- Inputs: :load_id; :rows_staged, what staging counted.
SELECT CAST(COALESCE('rows are not conserved in ' || MAX(breach), '0') AS INTEGER) AS breaches
FROM (SELECT table_name || ': staged rows differ from inserted + updated + unchanged + filtered + duplicate' AS breach
      FROM dw.load_counts WHERE load_id = :load_id AND staged <> inserted + updated + unchanged + filtered + duplicate
      UNION ALL
      SELECT table_name || ': the merge met another number of rows than staging' AS breach
      FROM dw.load_counts WHERE load_id = :load_id AND staged <> :rows_staged
      UNION ALL
      SELECT 'songs: a key of the batch is not stored exactly once' AS breach
      FROM w_songs w LEFT JOIN dw.songs t ON t.song_id = w.song_id GROUP BY w.song_id HAVING COUNT(t.song_id) <> 1
      UNION ALL
      SELECT 'artists: a key of the batch is not stored exactly once' AS breach
      FROM w_artists w LEFT JOIN dw.artists t ON t.artist_id = w.artist_id GROUP BY w.artist_id HAVING COUNT(t.artist_id) <> 1) breaches;
