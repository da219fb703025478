-- Purpose: the rebuild's loads become part of the ledger: they read these files.
-- Inputs: {{table}}, one of the ledger's. dw.loads comes last: its rows say which are there already.
INSERT INTO dw.{{table}}
SELECT n.* FROM dw_next.{{table}} n
WHERE NOT EXISTS (SELECT 1 FROM dw.loads l WHERE l.load_id = n.load_id);
