-- Purpose: the users of a run of verify, as analysts see them. Reads only.
-- Inputs: :first and :last of user_id.
SELECT user_id, first_name, last_name, gender, level
FROM users
WHERE user_id BETWEEN :first AND :last
ORDER BY user_id;
