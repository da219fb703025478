-- Purpose: whether the loads' database user is there. A role's first sign-in makes its user; the grant comes before that.
-- Inputs: :user, its name.
SELECT COUNT(*) AS users FROM pg_user WHERE LOWER(usename) = LOWER(:user);
