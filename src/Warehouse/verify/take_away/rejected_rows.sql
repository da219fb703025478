-- Purpose: the refused rows of a run of verify go. Repeated, it finds none.
-- Inputs: :folder, which stands in the keys of its files.
DELETE FROM dw.rejected_rows WHERE STRPOS(key, :folder) > 0;
