-- Purpose: the files' names and what became of each come as data, never as text of a statement: a key can hold anything.
-- Inputs: :outcomes, the s3:// address of one object that states one file a line; :role, the ARN that reads it.
COPY b_files FROM :outcomes
IAM_ROLE :role
FORMAT AS JSON 'auto'
MAXERROR 0 COMPUPDATE OFF STATUPDATE OFF;
