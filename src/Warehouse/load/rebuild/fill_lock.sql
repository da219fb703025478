-- Purpose: the fresh lock has the row that loads write.
INSERT INTO dw_next.load_lock SELECT * FROM dw.load_lock;
