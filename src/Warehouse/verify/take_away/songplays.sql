-- Purpose: the plays of a run of verify go. Repeated, it finds none.
-- Inputs: :first and :last of start_time, and of session_id: :first_session and :last_session.
DELETE FROM dw.songplays
WHERE start_time BETWEEN :first AND :last AND session_id BETWEEN :first_session AND :last_session;
