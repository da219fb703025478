-- Purpose: one row for each load that committed. Written in the load's own transaction: a load is here if and only if its data is.
CREATE TABLE IF NOT EXISTS dw.loads (
  load_id            VARCHAR(80)  NOT NULL,
  dataset            VARCHAR(16)  NOT NULL,
  execution_id       VARCHAR(512) NOT NULL,
  files              INTEGER      NOT NULL,
  rows_read          BIGINT       NOT NULL,
  rows_staged        BIGINT       NOT NULL,
  rows_rejected      BIGINT       NOT NULL,
  songplays_resolved BIGINT       NOT NULL,
  recorded_at        TIMESTAMP    NOT NULL,
  PRIMARY KEY (load_id)
)
DISTSTYLE ALL SORTKEY (recorded_at);
