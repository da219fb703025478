-- Purpose: holds files of a listing on their way to be compared with the ledger.
CREATE TEMP TABLE b_listing (
  n      BIGINT,
  bucket VARCHAR(64),
  key    VARCHAR(1024),
  etag   VARCHAR(128)
);
