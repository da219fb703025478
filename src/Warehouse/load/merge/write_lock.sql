-- Purpose: no snapshot from before the lock. Whoever took one conflicts here with the holder before it, and is tried again: two updates of
-- one row under SNAPSHOT isolation (https://docs.aws.amazon.com/redshift/latest/dg/c_serial_isolation.html). Without this, a snapshot that
-- is older than the lock would let two merges insert one key. The number says how many loads there were.
UPDATE dw.load_lock SET holder = holder + 1;
