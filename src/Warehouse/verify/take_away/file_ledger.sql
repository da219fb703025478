-- Purpose: the files of a run of verify go from the ledger, after all that is found through them. Repeated, it finds none.
-- Inputs: :folder, which stands in the keys of its files.
DELETE FROM dw.file_ledger WHERE STRPOS(key, :folder) > 0;
