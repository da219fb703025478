-- Purpose: a load of songs rewrites no play any more; it says of how many tracks the song became known. NULL for the loads before this
-- change: they counted plays, and that count says nothing about tracks.
ALTER TABLE dw.loads ADD COLUMN tracks_resolved BIGINT;
ALTER TABLE dw.loads DROP COLUMN songplays_resolved;
