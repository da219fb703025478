-- Purpose: a rebuild starts from nothing, and leaves nothing behind.
DROP SCHEMA IF EXISTS dw_next CASCADE;
