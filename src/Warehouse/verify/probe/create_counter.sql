-- Purpose: a table of the probe's own that two transactions count on at once. It is no temporary one: both must see it.
-- Inputs: {{counter}}.
CREATE TABLE {{counter}} (
  n BIGINT
);
