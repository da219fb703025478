-- Purpose: what is charged for, minute by minute: https://docs.aws.amazon.com/redshift/latest/dg/SYS_SERVERLESS_USAGE.html. Only an
-- administrator sees it. Reads only.
-- Inputs: :since.
SELECT start_time, end_time, compute_seconds, compute_capacity, charged_seconds
FROM sys_serverless_usage
WHERE end_time >= :since
ORDER BY start_time;
