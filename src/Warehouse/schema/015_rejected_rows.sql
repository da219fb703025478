-- Purpose: every row that was refused, with the place and the reason. bucket, key and line_number are NULL for a row that COPY took
-- and the merge refused: staging does not know the file of a row.
CREATE TABLE IF NOT EXISTS dw.rejected_rows (
  load_id       VARCHAR(80)  NOT NULL,
  bucket        VARCHAR(64),
  key           VARCHAR(1024),
  line_number   BIGINT,
  column_name   VARCHAR(128),
  error_code    INTEGER,
  message       VARCHAR(1024) NOT NULL
)
DISTSTYLE EVEN SORTKEY (load_id);
