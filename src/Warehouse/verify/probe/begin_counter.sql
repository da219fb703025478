-- Purpose: begin to count.
-- Inputs: {{counter}}.
INSERT INTO {{counter}} (n) SELECT 0 AS n;
