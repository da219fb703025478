-- Purpose: keep a transaction open for a while, so that another one runs beside it. Redshift has no statement that sleeps, so this counts.
-- Inputs: :seed, which no other run has: no answer that is kept from before can be given; :tens and :ones, 1 to 10 each: as many millions
-- of rows are counted as the one times the other.
SELECT SUM(MOD(:seed + a.n * b.n + c.n * d.n + e.n * f.n, 7)) AS sum_of_all
FROM v_digits a
CROSS JOIN v_digits b
CROSS JOIN v_digits c
CROSS JOIN v_digits d
CROSS JOIN v_digits e
CROSS JOIN v_digits f
CROSS JOIN v_digits g
CROSS JOIN v_digits h
WHERE g.n < :tens AND h.n < :ones;
