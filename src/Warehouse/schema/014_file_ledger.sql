-- Purpose: what became of each version of each file, in each load that met it.
-- status: loaded; quarantined (reason says why, the file stays where it is); superseded (overwritten before it was read).
CREATE TABLE IF NOT EXISTS dw.file_ledger (
  load_id       VARCHAR(80)   NOT NULL,
  dataset       VARCHAR(16)   NOT NULL,
  bucket        VARCHAR(64)   NOT NULL,
  key           VARCHAR(1024) NOT NULL,
  etag          VARCHAR(128)  NOT NULL,
  version_id    VARCHAR(1024),
  size          BIGINT        NOT NULL,
  status        VARCHAR(16)   NOT NULL,
  rows_staged   BIGINT,
  rows_rejected BIGINT        NOT NULL,
  reason        VARCHAR(2048),
  event_time    TIMESTAMP,
  trace_id      VARCHAR(35),
  recorded_at   TIMESTAMP     NOT NULL,
  PRIMARY KEY (load_id, bucket, key, etag)
)
DISTSTYLE KEY DISTKEY (key) COMPOUND SORTKEY (dataset, key);
