-- Purpose: the loads' user makes schema dw, and so owns it; it needs no other right. Granting it again changes nothing.
-- Inputs: {{database}}; {{user}}, who gets it.
GRANT CREATE ON DATABASE {{database}} TO {{user}};
