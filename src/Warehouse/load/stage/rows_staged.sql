-- Purpose: how many rows the load has staged, since the merge must find as many; and when its first and last event happened, milliseconds
-- since 1970 in UTC, for the literals by which the merge leaves the rest of the fact alone.
-- Inputs: {{staging}}; {{first_event}} and {{last_event}}, NULL where the dataset has no events.
SELECT COUNT(*) AS rows_staged, {{first_event}} AS first_event, {{last_event}} AS last_event FROM dw.{{staging}};
