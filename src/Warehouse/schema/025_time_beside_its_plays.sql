-- Purpose: the time dimension has about as many rows as the fact, one for each instant: on the slice of its plays, in their order, it is
-- joined without moving a row.
ALTER TABLE dw.time RENAME TO time_before;

-- The parts of every start_time. Distribution and sort: the fact's.
CREATE TABLE dw.time (
  start_time TIMESTAMP NOT NULL,
  hour       INTEGER   NOT NULL,
  day        INTEGER   NOT NULL,
  week       INTEGER   NOT NULL,
  month      INTEGER   NOT NULL,
  year       INTEGER   NOT NULL,
  weekday    INTEGER   NOT NULL,
  PRIMARY KEY (start_time)
)
DISTSTYLE KEY DISTKEY (start_time) COMPOUND SORTKEY (start_time);

INSERT INTO dw.time (start_time, hour, day, week, month, year, weekday)
SELECT start_time, hour, day, week, month, year, weekday FROM dw.time_before ORDER BY start_time;

CREATE OR REPLACE VIEW time AS
SELECT start_time, hour, day, week, month, year, weekday FROM dw.time;

DROP TABLE dw.time_before;
