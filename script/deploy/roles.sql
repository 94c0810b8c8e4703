-- Run once, when the database is created: the owner migrates, the application owns nothing, the copy only reads.
\set ON_ERROR_STOP on
\getenv owner_password CEIS_OWNER_PASSWORD
\getenv app_password CEIS_APP_PASSWORD
\getenv backup_password CEIS_BACKUP_PASSWORD
CREATE ROLE ceis_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'owner_password';
CREATE ROLE ceis_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'app_password';
CREATE ROLE ceis_backup LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS PASSWORD :'backup_password';
GRANT pg_read_all_data TO ceis_backup;
CREATE DATABASE ceis OWNER ceis_owner;
REVOKE ALL ON DATABASE ceis FROM PUBLIC;
GRANT CONNECT ON DATABASE ceis TO ceis_app, ceis_backup;
