-- Purpose: how many rows has each of the five tables?
SELECT (SELECT COUNT(*) FROM songplays) AS songplays,
       (SELECT COUNT(*) FROM users) AS users,
       (SELECT COUNT(*) FROM songs) AS songs,
       (SELECT COUNT(*) FROM artists) AS artists,
       (SELECT COUNT(*) FROM time) AS times;
