-- Question: How many minutes do paying and free listeners listen, week by week?
-- Chart: area week_of paid_minutes free_minutes
-- The lengths of the tracks, as the plays state them, known song or not; nobody knows of a track that was left early.
-- Weeks are ISO weeks, shown by their first day.
SELECT CAST(DATE_TRUNC('week', start_time) AS DATE) AS week_of,
       CAST(FLOOR(SUM(CASE WHEN level = 'paid' THEN COALESCE(seconds, 0) ELSE 0 END) / 60 + 0.5) AS BIGINT) AS paid_minutes,
       CAST(FLOOR(SUM(CASE WHEN level = 'free' THEN COALESCE(seconds, 0) ELSE 0 END) / 60 + 0.5) AS BIGINT) AS free_minutes
FROM played_tracks
GROUP BY week_of
ORDER BY week_of;
