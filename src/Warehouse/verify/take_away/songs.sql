-- Purpose: the songs of a run of verify go. Repeated, it finds none.
-- Inputs: :first and :last of song_id.
DELETE FROM dw.songs WHERE song_id BETWEEN :first AND :last;
