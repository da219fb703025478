-- Purpose: fail the load, and so roll it back, if a row went missing or came twice: a text that is no number can't be cast to one.
-- Inputs: :load_id; :rows_staged, what staging counted.
SELECT CAST(COALESCE('rows are not conserved in ' || MAX(breach), '0') AS INTEGER) AS breaches
FROM (SELECT table_name || ': staged rows differ from inserted + updated + unchanged + filtered + duplicate' AS breach
      FROM dw.load_counts WHERE load_id = :load_id AND staged <> inserted + updated + unchanged + filtered + duplicate
      UNION ALL
      SELECT table_name || ': the merge met another number of rows than staging' AS breach
      FROM dw.load_counts WHERE load_id = :load_id AND staged <> :rows_staged
      UNION ALL
      SELECT 'users: a key of the batch is not stored exactly once' AS breach
      FROM w_users w LEFT JOIN dw.users t ON t.user_id = w.user_id GROUP BY w.user_id HAVING COUNT(t.user_id) <> 1
      UNION ALL
      SELECT 'time: a key of the batch is not stored exactly once' AS breach
      FROM w_time w LEFT JOIN dw.time t ON t.start_time = w.start_time GROUP BY w.start_time HAVING COUNT(t.start_time) <> 1
      UNION ALL
      SELECT 'songplays: a key of the batch is not stored exactly once' AS breach
      FROM w_songplays w LEFT JOIN dw.songplays t ON t.session_id = w.session_id AND t.item_in_session = w.item_in_session
      GROUP BY w.session_id, w.item_in_session HAVING COUNT(t.session_id) <> 1) breaches;
