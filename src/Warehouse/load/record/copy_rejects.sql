-- Purpose: the refused rows come as data, as the files do.
-- Inputs: :rejects, the s3:// address of one object that states one refused row a line; :role, the ARN that reads it.
COPY b_rejects FROM :rejects
IAM_ROLE :role
FORMAT AS JSON 'auto'
MAXERROR 0 COMPUPDATE OFF STATUPDATE OFF;
