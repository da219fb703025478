-- Purpose: rows that no table can use are counted for each file and each load: events without a ts in the years 1 to 9999, a sessionId or
-- an itemInSession, and songs without a song_id and an artist_id. NULL for what was recorded before this change: nobody counted.
ALTER TABLE dw.file_ledger ADD COLUMN rows_unusable BIGINT;
ALTER TABLE dw.loads ADD COLUMN rows_unusable BIGINT;
