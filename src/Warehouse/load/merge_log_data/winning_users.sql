-- Purpose: for each user of the batch the first row, stored or new, under a total order: latest event (time, session, item),
-- then lowest level, last name, first name, gender. The order is total, so the winner does not depend on what came first. Of the batch only
-- the events of each user's last moment can win.
-- Inputs: {{staging}}.
CREATE TEMP TABLE w_users AS
SELECT user_id, first_name, last_name, gender, level, as_of, as_of_session_id, as_of_item, is_new, existed
FROM (SELECT user_id, first_name, last_name, gender, level, as_of, as_of_session_id, as_of_item, is_new,
             MAX(1 - is_new) OVER (PARTITION BY user_id) AS existed,
             ROW_NUMBER() OVER (PARTITION BY user_id
                                ORDER BY as_of DESC, as_of_session_id DESC, as_of_item DESC, level ASC NULLS LAST,
                                         last_name ASC NULLS LAST, first_name ASC NULLS LAST, gender ASC NULLS LAST, is_new ASC) AS place
      FROM (SELECT u.user_id, NULLIF(RTRIM(b.firstname, ' '), '') AS first_name, NULLIF(RTRIM(b.lastname, ' '), '') AS last_name,
                   NULLIF(RTRIM(b.gender, ' '), '') AS gender, NULLIF(RTRIM(b.level, ' '), '') AS level,
                   TIMESTAMP 'epoch' + CAST(b.ts / 86400000 AS INTEGER) * INTERVAL '1 day'
                       + CAST(MOD(b.ts, 86400000) AS INTEGER) * INTERVAL '0.001 second' AS as_of,
                   b.sessionid AS as_of_session_id, b.iteminsession AS as_of_item, 1 AS is_new
            FROM dw.{{staging}} b
            JOIN b_users u ON u.said = b.userid AND u.last_ts = b.ts
            WHERE b.sessionid IS NOT NULL AND b.iteminsession IS NOT NULL
            UNION ALL
            SELECT t.user_id, t.first_name, t.last_name, t.gender, t.level, t.as_of, t.as_of_session_id, t.as_of_item, 0 AS is_new
            FROM dw.users t WHERE t.user_id IN (SELECT user_id FROM b_users)) both_sides) ranked
WHERE place = 1;
