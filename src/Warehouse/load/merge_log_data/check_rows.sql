-- Purpose: fail the load, and so roll it back, if a row went missing or came twice: a text that is no number can't be cast to one. The
-- counts must add up, and the tables must have grown by what was counted as inserted, in the batch's own time.
-- Inputs: :load_id; :rows_staged, what staging counted; :first, :last, the first and the last instant of the batch.
SELECT CAST(COALESCE('rows are not conserved in ' || MAX(breach), '0') AS INTEGER) AS breaches
FROM (SELECT table_name || ': staged rows differ from inserted + updated + unchanged + filtered + duplicate' AS breach
      FROM dw.load_counts WHERE load_id = :load_id AND staged <> inserted + updated + unchanged + filtered + duplicate
      UNION ALL
      SELECT table_name || ': the merge met another number of rows than staging' AS breach
      FROM dw.load_counts WHERE load_id = :load_id AND staged <> :rows_staged
      UNION ALL
      SELECT c.table_name || ': the table has not grown by what was inserted' AS breach
      FROM dw.load_counts c
      JOIN s_rows s ON s.table_name = c.table_name
      JOIN (SELECT 'users' AS table_name, COUNT(*) AS stored FROM dw.users
            UNION ALL
            SELECT 'time' AS table_name, COUNT(*) AS stored FROM dw.time WHERE start_time BETWEEN :first AND :last
            UNION ALL
            SELECT 'songplays' AS table_name, COUNT(*) AS stored FROM dw.songplays WHERE start_time BETWEEN :first AND :last) n
        ON n.table_name = c.table_name
      WHERE c.load_id = :load_id AND n.stored <> s.stored + c.inserted
        AND NOT EXISTS (SELECT 1 FROM dw.loads l WHERE l.load_id = :load_id)) breaches;
