-- Purpose: the artists of a run of verify go. Repeated, it finds none.
-- Inputs: :first and :last of artist_id.
DELETE FROM dw.artists WHERE artist_id BETWEEN :first AND :last;
