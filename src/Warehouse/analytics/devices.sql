-- Question: On which devices and in which browsers is music played?
-- Chart: bar device plays
-- As the browser names itself. One that names several, for the sake of old sites, is the one that it adds last.
SELECT device, COUNT(*) AS plays, COUNT(DISTINCT user_id) AS listeners
FROM (SELECT user_id, CASE WHEN user_agent IS NULL THEN 'not stated' ELSE
               CASE WHEN user_agent LIKE '%Edge/%' OR user_agent LIKE '%Edg/%' THEN 'Edge'
                    WHEN user_agent LIKE '%OPR/%' OR user_agent LIKE '%Opera%' THEN 'Opera'
                    WHEN user_agent LIKE '%Firefox/%' THEN 'Firefox'
                    WHEN user_agent LIKE '%MSIE %' OR user_agent LIKE '%Trident/%' THEN 'Internet Explorer'
                    WHEN user_agent LIKE '%Chrome/%' OR user_agent LIKE '%CriOS/%' THEN 'Chrome'
                    WHEN user_agent LIKE '%Safari/%' THEN 'Safari'
                    ELSE 'another browser' END
               || ' on ' ||
               CASE WHEN user_agent LIKE '%iPhone%' THEN 'iPhone'
                    WHEN user_agent LIKE '%iPad%' THEN 'iPad'
                    WHEN user_agent LIKE '%Android%' THEN 'Android'
                    WHEN user_agent LIKE '%Windows%' THEN 'Windows'
                    WHEN user_agent LIKE '%Macintosh%' THEN 'macOS'
                    WHEN user_agent LIKE '%Linux%' THEN 'Linux'
                    ELSE 'another system' END END AS device
      FROM songplays) named
GROUP BY device
ORDER BY plays DESC, device;
