-- Question: Who went from free to paid, and who went back?
-- Chart: table
-- Show: user_id as id
-- As the plays show it: from one play of a listener to the next. Who changes and plays nothing afterwards is seen in level_now alone, which
-- is of the latest event of any page. The latest changes are first.
SELECT users.user_id, users.first_name, users.last_name,
       COUNT(CASE WHEN steps.level = 'paid' THEN 1 END) AS to_paid, COUNT(CASE WHEN steps.level = 'free' THEN 1 END) AS to_free,
       CAST(MAX(steps.start_time) AS DATE) AS last_change, users.level AS level_now
FROM (SELECT user_id, start_time, level,
             LAG(level) OVER (PARTITION BY user_id ORDER BY start_time, session_id, songplay_id) AS level_before
      FROM songplays
      WHERE user_id IS NOT NULL AND level IN ('free', 'paid')) steps
JOIN users ON users.user_id = steps.user_id
WHERE steps.level <> steps.level_before
GROUP BY users.user_id, users.first_name, users.last_name, users.level
ORDER BY MAX(steps.start_time) DESC, users.user_id
LIMIT 20;
