-- Purpose: the schema of a rebuild's fresh tables.
CREATE SCHEMA dw_next;
