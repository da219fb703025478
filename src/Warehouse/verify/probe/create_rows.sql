-- Purpose: what a probe's COPY reads into. A temporary table is nobody else's, and goes with the session.
CREATE TEMP TABLE v_rows (
  n      INTEGER,
  words  VARCHAR(256),
  amount INTEGER,
  ratio  DOUBLE PRECISION
);
