-- Purpose: the isolation level of the database: https://docs.aws.amazon.com/redshift/latest/dg/r_STV_DB_ISOLATION_LEVEL.html. Reads only.
SELECT TRIM(db_name) AS db_name, TRIM(isolation_level) AS isolation_level FROM stv_db_isolation_level ORDER BY db_name;
