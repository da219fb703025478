-- Question: How much do paying and free listeners play, week by week?
-- Chart: area week_of paid_plays free_plays
-- The level is the one at the time of the play, so a listener who changed it within a week counts on both sides.
-- Weeks are ISO weeks, shown by their first day.
SELECT CAST(DATE_TRUNC('week', start_time) AS DATE) AS week_of,
       COUNT(CASE WHEN level = 'paid' THEN 1 END) AS paid_plays,
       COUNT(DISTINCT CASE WHEN level = 'paid' THEN user_id END) AS paid_listeners,
       COUNT(CASE WHEN level = 'free' THEN 1 END) AS free_plays,
       COUNT(DISTINCT CASE WHEN level = 'free' THEN user_id END) AS free_listeners
FROM songplays
GROUP BY week_of
ORDER BY week_of;
