-- Purpose: the tracks of a run of verify go, after their plays. Repeated, it finds none.
-- Inputs: :artist, the artist's name that all of them have.
DELETE FROM dw.tracks WHERE artist_name = :artist;
