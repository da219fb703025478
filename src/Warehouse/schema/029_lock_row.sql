-- Purpose: the lock has one row, which every load writes as soon as it has the lock.
INSERT INTO dw.load_lock (holder) VALUES (0);
