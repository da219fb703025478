-- Question: How many listeners are there each week, and how many of them are new?
-- Chart: line week_of listeners new_listeners
-- Listeners who play something that week; new is who never did before, as far as the data goes back. Weeks are ISO weeks, shown by their
-- first day.
SELECT week_of, COUNT(*) AS listeners, COUNT(CASE WHEN week_of = first_week THEN 1 END) AS new_listeners
FROM (SELECT DISTINCT user_id, CAST(DATE_TRUNC('week', start_time) AS DATE) AS week_of,
             CAST(DATE_TRUNC('week', MIN(start_time) OVER (PARTITION BY user_id)) AS DATE) AS first_week
      FROM songplays
      WHERE user_id IS NOT NULL) weeks
GROUP BY week_of
ORDER BY week_of;
