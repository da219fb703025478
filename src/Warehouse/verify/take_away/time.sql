-- Purpose: the instants go that no play has any more. Another run of verify may have the same. Repeated, it finds none.
-- Inputs: :first and :last of start_time.
DELETE FROM dw.time
WHERE start_time BETWEEN :first AND :last
  AND start_time NOT IN (SELECT start_time FROM dw.songplays WHERE start_time BETWEEN :first AND :last);
