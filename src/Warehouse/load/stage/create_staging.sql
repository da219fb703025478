-- Purpose: a staging table of the load's own: no load ever sees another's rows, and no COPY waits for another's lock.
-- Inputs: {{staging}}, the load's own staging table; {{shape}}, the empty table that has the form of the dataset's rows.
CREATE TABLE dw.{{staging}} (LIKE dw.{{shape}});
