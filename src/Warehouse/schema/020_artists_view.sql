-- Purpose: the dimension as analysts see it.
CREATE OR REPLACE VIEW artists AS
SELECT artist_id, name, location, latitude, longitude FROM dw.artists;
