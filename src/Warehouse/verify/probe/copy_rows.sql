-- Purpose: see what a COPY makes of a file. It reads as the loads do, but for the errors that end it.
-- Inputs: :manifest, the manifest's s3:// address; :role, the ARN that reads it; :most, it fails when it has met so many errors.
COPY v_rows FROM :manifest
IAM_ROLE :role
FORMAT AS JSON 'auto ignorecase'
MANIFEST
MAXERROR :most COMPUPDATE OFF STATUPDATE OFF;
