-- Purpose: who listens, as of the latest event. The as_of columns are helpers: which event the row is taken from.
-- Distribution: a small dimension that every query joins: on every node.
CREATE TABLE IF NOT EXISTS dw.users (
  user_id          INTEGER   NOT NULL,
  first_name       VARCHAR(256),
  last_name        VARCHAR(256),
  gender           VARCHAR(16),
  level            VARCHAR(16),
  as_of            TIMESTAMP NOT NULL,
  as_of_session_id BIGINT    NOT NULL,
  as_of_item       INTEGER   NOT NULL,
  PRIMARY KEY (user_id)
)
DISTSTYLE ALL SORTKEY (user_id);
