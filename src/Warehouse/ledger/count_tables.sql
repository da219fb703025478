-- Purpose: how many rows has each of the five tables? Of songplays the stored table is counted: the view of that name has a row for each of
-- its rows, but joins them all to their tracks first.
SELECT (SELECT COUNT(*) FROM dw.songplays) AS songplays,
       (SELECT COUNT(*) FROM users) AS users,
       (SELECT COUNT(*) FROM songs) AS songs,
       (SELECT COUNT(*) FROM artists) AS artists,
       (SELECT COUNT(*) FROM time) AS times;
