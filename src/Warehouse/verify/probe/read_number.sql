-- Purpose: succeed for a text that is a number, and fail for any other: where in a batch it failed is then asked.
-- Inputs: :text.
SELECT CAST(:text AS INTEGER) AS n;
