#!/bin/sh
# Makes Askwell's two roles, and hands the database to the first of them:
#   askwell_owner  owns the tables and changes them (python -m lib.admin migrate)
#   askwell_app    reads and writes rows, held by row security (the app)
#
# The postgres image runs it once, when the database is new. On a bare machine, as a superuser of the server:
#   createdb askwell
#   ASKWELL_OWNER_PASSWORD=... ASKWELL_APP_PASSWORD=... POSTGRES_DB=askwell sh deploy/postgres/roles.sh
# To run it again is harmless, and sets the passwords anew.
set -eu
: "${ASKWELL_OWNER_PASSWORD:?is missing}" "${ASKWELL_APP_PASSWORD:?is missing}"

# The passwords come by the environment: a command line can be read by everybody on the machine.
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "${POSTGRES_DB:-askwell}" <<'SQL'
\getenv owner_password ASKWELL_OWNER_PASSWORD
\getenv app_password ASKWELL_APP_PASSWORD

BEGIN;

SELECT 'CREATE ROLE askwell_owner' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'askwell_owner') \gexec
SELECT 'CREATE ROLE askwell_app' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'askwell_app') \gexec
ALTER ROLE askwell_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'owner_password';
ALTER ROLE askwell_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'app_password';

REVOKE ALL ON DATABASE :"DBNAME" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"DBNAME" TO askwell_owner, askwell_app;

ALTER SCHEMA public OWNER TO askwell_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO askwell_app;

-- What the owner will make, the app may use: rows and numbers, nothing else.
ALTER DEFAULT PRIVILEGES FOR ROLE askwell_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO askwell_app;
ALTER DEFAULT PRIVILEGES FOR ROLE askwell_owner IN SCHEMA public
    GRANT USAGE ON SEQUENCES TO askwell_app;

COMMIT;
SQL
