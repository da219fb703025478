-- Purpose: the dimension as analysts see it.
CREATE OR REPLACE VIEW users AS
SELECT user_id, first_name, last_name, gender, level FROM dw.users;
