-- Purpose: one merge at a time. LOCK is ACCESS EXCLUSIVE, so the table locked is one that nobody reads.
CREATE TABLE IF NOT EXISTS dw.load_lock (
  holder INTEGER
)
DISTSTYLE ALL;
