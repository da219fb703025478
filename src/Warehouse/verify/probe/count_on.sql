-- Purpose: write over the one row: of two transactions that do so, one has to see what the other wrote, or has to fail.
-- Inputs: {{counter}}.
UPDATE {{counter}} SET n = n + 1;
