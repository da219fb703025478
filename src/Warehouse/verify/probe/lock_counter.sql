-- Purpose: keep the other transaction out, as the loads do: the batch's first statement, so that what follows sees what the other one
-- committed.
-- Inputs: {{counter}}.
LOCK {{counter}};
