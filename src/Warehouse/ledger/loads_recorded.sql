-- Purpose: which of some loads have committed. Reads only: it can be repeated.
-- Inputs: :loads, their ids.
SELECT load_id FROM dw.loads WHERE load_id IN (:loads);
