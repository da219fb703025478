-- Purpose: the files' names come as data, never as text of a statement: a key can hold anything.
-- Inputs: :files, what the s3:// addresses start with of the objects that state one file a line; :role, the ARN that reads them.
COPY b_listing FROM :files
IAM_ROLE :role
FORMAT AS JSON 'auto'
MAXERROR 0 COMPUPDATE OFF STATUPDATE OFF;
