-- Purpose: one merge at a time. Must be the batch's first statement: LOCK does not take the transaction's snapshot, so what follows
-- sees what the holder before it committed. Under SNAPSHOT isolation two merges at once would both insert a new key.
LOCK dw.load_lock;
