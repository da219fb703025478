-- Purpose: base tables, helper columns and the ledger live here; analysts are granted the views in the search path.
CREATE SCHEMA IF NOT EXISTS dw;
