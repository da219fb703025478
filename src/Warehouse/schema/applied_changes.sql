-- Purpose: which changes of the schema have been applied, and with which text. Reads only: it can be repeated.
-- Inputs: {{digest}}, the column, or NULL where the list has none.
SELECT change, {{digest}} AS digest FROM dw.schema_changes;
