#!/bin/bash
# As the official image: creates the data directory once, with the superuser's password from a file, then runs the server.
set -euo pipefail
if [ "$(id -u)" = 0 ]; then
    [ -z "${POSTGRES_PASSWORD_FILE:-}" ] || POSTGRES_PASSWORD=$(cat "$POSTGRES_PASSWORD_FILE")
    export POSTGRES_PASSWORD
    mkdir -p "$PGDATA"
    chown -R postgres:postgres "$PGDATA"
    chmod 700 "$PGDATA"
    exec setpriv --reuid postgres --regid postgres --init-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    [ -n "${POSTGRES_PASSWORD:-}" ] || { echo "Error: Database is uninitialized and superuser password is not specified." >&2; exit 1; }
    initdb -U "${POSTGRES_USER:-postgres}" --pwfile <(printf %s "$POSTGRES_PASSWORD") --auth-host scram-sha-256 --auth-local trust \
        -E UTF8 --no-locale >/dev/null
    echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
    printf "listen_addresses = '*'\nunix_socket_directories = '/var/run/postgresql'\n" >>"$PGDATA/postgresql.conf"
    if [ -n "${POSTGRES_DB:-}" ]; then
        pg_ctl -w -o "-c listen_addresses=''" start
        createdb -U "${POSTGRES_USER:-postgres}" "$POSTGRES_DB"
        pg_ctl -w stop >/dev/null
    fi
fi
exec "$@"
