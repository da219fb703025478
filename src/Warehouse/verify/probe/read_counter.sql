-- Purpose: what the transaction sees; where it has not read before, this takes its snapshot.
-- Inputs: {{counter}}.
SELECT n FROM {{counter}};
