-- Purpose: the rows that a probe's COPY has loaded, and how long their text is: not every end of a text can be seen.
SELECT n, words, LEN(words) AS characters, amount, ratio FROM v_rows ORDER BY n;
