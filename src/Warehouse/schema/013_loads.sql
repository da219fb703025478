-- Purpose: one row for each load that committed. Written in the load's own transaction: a load is here if and only if its data is.
-- started_at: its execution; copy_at, copy_ms: the COPY that was merged, NULL where the load is of quarantined files; recorded_at: the
-- merge.
CREATE TABLE IF NOT EXISTS dw.loads (
  load_id            VARCHAR(80)  NOT NULL,
  dataset            VARCHAR(16)  NOT NULL,
  execution_id       VARCHAR(512) NOT NULL,
  trace_id           VARCHAR(35),
  files              INTEGER      NOT NULL,
  rows_read          BIGINT       NOT NULL,
  rows_staged        BIGINT       NOT NULL,
  rows_rejected      BIGINT       NOT NULL,
  songplays_resolved BIGINT       NOT NULL,
  started_at         TIMESTAMP    NOT NULL,
  copy_at            TIMESTAMP,
  copy_ms            BIGINT,
  recorded_at        TIMESTAMP    NOT NULL,
  PRIMARY KEY (load_id)
)
DISTSTYLE ALL SORTKEY (recorded_at);
