-- Purpose: a place in a session is as wide as events state it. (Redshift changes the type of a column of text alone, so the table is made
-- again.) The view keeps its columns, and so its grants.
ALTER TABLE dw.users RENAME TO users_before;

-- Who listens, as of the latest event. The as_of columns are helpers: which event the row is taken from.
-- Distribution: a small dimension that every query joins: on every node.
CREATE TABLE dw.users (
  user_id          INTEGER   NOT NULL,
  first_name       VARCHAR(256),
  last_name        VARCHAR(256),
  gender           VARCHAR(16),
  level            VARCHAR(16),
  as_of            TIMESTAMP NOT NULL,
  as_of_session_id BIGINT    NOT NULL,
  as_of_item       BIGINT    NOT NULL,
  PRIMARY KEY (user_id)
)
DISTSTYLE ALL SORTKEY (user_id);

INSERT INTO dw.users (user_id, first_name, last_name, gender, level, as_of, as_of_session_id, as_of_item)
SELECT user_id, first_name, last_name, gender, level, as_of, as_of_session_id, as_of_item FROM dw.users_before;

CREATE OR REPLACE VIEW users AS
SELECT user_id, first_name, last_name, gender, level FROM dw.users;

DROP TABLE dw.users_before;
