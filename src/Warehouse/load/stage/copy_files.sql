-- Purpose: read every file of the manifest into the load's staging table.
-- Inputs: {{staging}}; :manifest, the manifest's s3:// address; :role, the ARN that reads it; {{compression}}, GZIP or nothing.
-- Bad rows are counted, not fatal: they come back with their file and line, and a share of a file decides what follows.
COPY dw.{{staging}} FROM :manifest
IAM_ROLE :role
FORMAT AS JSON 'auto ignorecase'
MANIFEST {{compression}}
MAXERROR 100000 COMPUPDATE OFF STATUPDATE OFF;
