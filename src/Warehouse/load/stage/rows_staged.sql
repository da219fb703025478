-- Purpose: how many rows the load has staged, since the merge must find as many; when its first and last event happened, milliseconds
-- since 1970 in UTC, for the literals by which the merge leaves the rest of the fact alone; and how many rows no table can use, by what
-- they lack.
-- Inputs: {{staging}}; {{first_event}} and {{last_event}}, NULL where the dataset has no events; {{unusable}}, whether no table can use a
-- row; {{lacks}}, a count for each thing that a row can lack.
SELECT COUNT(*) AS rows_staged, {{first_event}} AS first_event, {{last_event}} AS last_event,
       COUNT(CASE WHEN {{unusable}} THEN 1 END) AS rows_unusable, {{lacks}}
FROM dw.{{staging}};
