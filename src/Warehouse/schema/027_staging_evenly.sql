-- Purpose: staged events are read as they lie, and nothing joins them by session any more: a COPY spreads them evenly and sends no row to
-- another slice. The table is only a shape, so nothing is in it; a load's own copy of it stays as it is.
DROP TABLE dw.staging_events;

-- The shape of log_data. A load copies this table under a name of its own, so this one stays empty.
-- The column names are the events' keys in lower case: COPY with 'auto ignorecase' matches userId to userid. Keys not listed are ignored.
-- userid is text: anonymous events say "", and a guard in the merge decides what is an id.
CREATE TABLE dw.staging_events (
  artist        VARCHAR(1024),
  firstname     VARCHAR(256),
  gender        VARCHAR(16),
  iteminsession BIGINT,
  lastname      VARCHAR(256),
  length        DOUBLE PRECISION,
  level         VARCHAR(16),
  location      VARCHAR(512),
  page          VARCHAR(64),
  sessionid     BIGINT,
  song          VARCHAR(1024),
  ts            BIGINT,
  useragent     VARCHAR(1024),
  userid        VARCHAR(64)
)
DISTSTYLE EVEN;
