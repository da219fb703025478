-- Purpose: holds the load's refused rows on their way into the warehouse.
CREATE TEMP TABLE b_rejects (
  bucket      VARCHAR(64),
  key         VARCHAR(1024),
  line_number BIGINT,
  column_name VARCHAR(128),
  error_code  INTEGER,
  message     VARCHAR(1024)
);
