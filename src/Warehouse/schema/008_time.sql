-- Purpose: the parts of every start_time. Grows with the fact, so Redshift chooses the distribution.
CREATE TABLE IF NOT EXISTS dw.time (
  start_time TIMESTAMP NOT NULL,
  hour       INTEGER   NOT NULL,
  day        INTEGER   NOT NULL,
  week       INTEGER   NOT NULL,
  month      INTEGER   NOT NULL,
  year       INTEGER   NOT NULL,
  weekday    INTEGER   NOT NULL,
  PRIMARY KEY (start_time)
)
DISTSTYLE AUTO SORTKEY (start_time);
