-- Purpose: leave nothing behind. A table that is gone already is no error.
-- Inputs: {{counter}}.
DROP TABLE IF EXISTS {{counter}};
