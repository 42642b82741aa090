-- The roles and databases of a composed suite. Runs at each start, so a changed password takes effect.
\set ON_ERROR_STOP on
\set service_password `cat /run/edms-secrets/service-db.password`
\set edms_password `cat /run/edms-secrets/edms-db.password`

SELECT 'CREATE ROLE edms_backup' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'edms_backup') \gexec
ALTER ROLE edms_backup LOGIN PASSWORD :'service_password';
SELECT 'CREATE DATABASE edms_backup OWNER edms_backup'
    WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'edms_backup') \gexec

-- A restore creates the new database beside the old one.
SELECT 'CREATE ROLE edms' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'edms') \gexec
ALTER ROLE edms LOGIN CREATEDB PASSWORD :'edms_password';
SELECT 'CREATE DATABASE edms OWNER edms' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'edms') \gexec
