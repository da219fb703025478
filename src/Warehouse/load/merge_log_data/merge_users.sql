-- Purpose: write the winners that are new. A replay finds the stored row winning and writes nothing.
MERGE INTO dw.users
USING (SELECT user_id, first_name, last_name, gender, level, as_of, as_of_session_id, as_of_item FROM w_users WHERE is_new = 1) AS w
ON dw.users.user_id = w.user_id
WHEN MATCHED THEN UPDATE SET first_name = w.first_name, last_name = w.last_name, gender = w.gender, level = w.level,
                             as_of = w.as_of, as_of_session_id = w.as_of_session_id, as_of_item = w.as_of_item
WHEN NOT MATCHED THEN INSERT (user_id, first_name, last_name, gender, level, as_of, as_of_session_id, as_of_item)
                      VALUES (w.user_id, w.first_name, w.last_name, w.gender, w.level, w.as_of, w.as_of_session_id, w.as_of_item);
