-- Purpose: for each user of the batch the first row, stored or new, under a total order: latest event (time, session, item),
-- then lowest level, last name, first name, gender. The order is total, so the winner does not depend on what came first.
CREATE TEMP TABLE w_users AS
SELECT user_id, first_name, last_name, gender, level, as_of, as_of_session_id, as_of_item, is_new, existed, batch_rows
FROM (SELECT user_id, first_name, last_name, gender, level, as_of, as_of_session_id, as_of_item, is_new,
             MAX(1 - is_new) OVER (PARTITION BY user_id) AS existed,
             SUM(is_new) OVER (PARTITION BY user_id) AS batch_rows,
             ROW_NUMBER() OVER (PARTITION BY user_id
                                ORDER BY as_of DESC, as_of_session_id DESC, as_of_item DESC, level ASC NULLS LAST,
                                         last_name ASC NULLS LAST, first_name ASC NULLS LAST, gender ASC NULLS LAST, is_new ASC) AS place
      FROM (SELECT user_id, first_name, last_name, gender, level,
                   start_time AS as_of, session_id AS as_of_session_id, item_in_session AS as_of_item, 1 AS is_new
            FROM u_events WHERE user_id IS NOT NULL
            UNION ALL
            SELECT t.user_id, t.first_name, t.last_name, t.gender, t.level, t.as_of, t.as_of_session_id, t.as_of_item, 0 AS is_new
            FROM dw.users t WHERE t.user_id IN (SELECT user_id FROM u_events)) both_sides) ranked
WHERE place = 1;
