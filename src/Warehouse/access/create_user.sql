-- Purpose: the database user that the loads' role signs in as. It has no password: only temporary credentials of the role open it.
-- Inputs: {{user}}, its name.
CREATE USER {{user}} PASSWORD DISABLE;
