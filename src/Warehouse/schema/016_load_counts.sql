-- Purpose: where each staged row of a load went, for each table it can change:
-- staged = inserted + updated + unchanged + filtered + duplicate, checked before the load commits.
CREATE TABLE IF NOT EXISTS dw.load_counts (
  load_id    VARCHAR(80) NOT NULL,
  table_name VARCHAR(32) NOT NULL,
  staged     BIGINT      NOT NULL,
  inserted   BIGINT      NOT NULL,
  updated    BIGINT      NOT NULL,
  unchanged  BIGINT      NOT NULL,
  filtered   BIGINT      NOT NULL,
  duplicate  BIGINT      NOT NULL,
  PRIMARY KEY (load_id, table_name)
)
DISTSTYLE ALL SORTKEY (load_id);
