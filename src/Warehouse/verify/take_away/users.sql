-- Purpose: the users of a run of verify go. Repeated, it finds none.
-- Inputs: :first and :last of user_id.
DELETE FROM dw.users WHERE user_id BETWEEN :first AND :last;
