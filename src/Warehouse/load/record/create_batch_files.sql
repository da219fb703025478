-- Purpose: holds the load's files on their way into the ledger.
CREATE TEMP TABLE b_files (
  bucket        VARCHAR(64),
  key           VARCHAR(1024),
  etag          VARCHAR(128),
  version_id    VARCHAR(1024),
  size          BIGINT,
  status        VARCHAR(16),
  rows_staged   BIGINT,
  rows_rejected BIGINT,
  rows_unusable BIGINT,
  reason        VARCHAR(2048),
  event_time    BIGINT,
  trace_id      VARCHAR(35)
);
