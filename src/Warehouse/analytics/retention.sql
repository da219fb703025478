-- Question: Of those who first listened in a week, how many listen in the weeks after?
-- Chart: grid first_week weeks_later share
-- Show: share as percent
-- First is as far as the data goes back, and eight weeks after it are followed. Weeks are ISO weeks, shown by their first day; the newest
-- may not be over.
SELECT first_week, weeks_later, COUNT(*) AS listeners,
       FLOOR(CAST(COUNT(*) AS DOUBLE PRECISION) * 100 / MAX(COUNT(*)) OVER (PARTITION BY first_week) + 0.5) AS share
FROM (SELECT DISTINCT user_id, first_week, DATEDIFF(day, first_week, CAST(DATE_TRUNC('week', start_time) AS DATE)) / 7 AS weeks_later
      FROM (SELECT user_id, start_time,
                   CAST(DATE_TRUNC('week', MIN(start_time) OVER (PARTITION BY user_id)) AS DATE) AS first_week
            FROM songplays
            WHERE user_id IS NOT NULL) plays) weeks
WHERE weeks_later <= 8
GROUP BY first_week, weeks_later
ORDER BY first_week, weeks_later;
