-- Purpose: the loads go that had no other files than those of a run of verify. Repeated, it finds none.
-- Inputs: :folder, which stands in the keys of its files.
DELETE FROM dw.loads
WHERE load_id IN (SELECT load_id FROM dw.file_ledger GROUP BY load_id HAVING MIN(STRPOS(key, :folder)) > 0);
