-- Purpose: which changes of the schema have been applied. Reads only: it can be repeated.
SELECT change FROM dw.schema_changes;
