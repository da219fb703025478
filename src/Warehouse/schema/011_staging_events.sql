-- Purpose: the shape of log_data. A load copies this table under a name of its own, so this one stays empty.
-- The column names are the events' keys in lower case: COPY with 'auto ignorecase' matches userId to userid. Keys not listed are ignored.
-- userid is text: anonymous events say "", and a guard in the merge decides what is an id.
CREATE TABLE IF NOT EXISTS dw.staging_events (
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
DISTSTYLE KEY DISTKEY (sessionid);
