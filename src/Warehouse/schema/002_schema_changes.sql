-- Purpose: which of these files has been applied, so that an upgrade applies what is new.
CREATE TABLE IF NOT EXISTS dw.schema_changes (
  change     VARCHAR(128) NOT NULL,
  applied_at TIMESTAMP    NOT NULL
)
DISTSTYLE ALL;
