-- Question: How much do paying and free listeners play, week by week?
-- The level is the one at the time of the play, so a listener who changed it within a week counts on both sides.
-- Weeks are ISO weeks, shown by their first day.
SELECT CAST(DATE_TRUNC('week', songplays.start_time) AS DATE) AS week_of,
       COUNT(CASE WHEN songplays.level = 'paid' THEN 1 END) AS paid_plays,
       COUNT(DISTINCT CASE WHEN songplays.level = 'paid' THEN songplays.user_id END) AS paid_listeners,
       COUNT(CASE WHEN songplays.level = 'free' THEN 1 END) AS free_plays,
       COUNT(DISTINCT CASE WHEN songplays.level = 'free' THEN songplays.user_id END) AS free_listeners
FROM songplays
GROUP BY week_of
ORDER BY week_of;
