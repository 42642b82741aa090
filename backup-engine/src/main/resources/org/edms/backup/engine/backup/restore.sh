#!/bin/sh
# Restores the database of this unpacked package into an empty database, with psql alone.
#
#   sh restore/restore.sh postgresql://user@host:port/name
#
# The roles that own things or were granted something must exist; catalog/schema-*.sql name them. It stops at the first
# error, with everything before it done: begin again with an empty database.
#
# The files are what lies under files/: copy each directory there to where the system keeps it.
set -eu
[ $# -eq 1 ] || { echo "usage: $0 postgresql://user@host:port/name" >&2; exit 2; }
cd "$(dirname "$0")/.."
if [ ! -f restore/rows.sql ]; then
    echo "this package holds no database" >&2
    exit 1
fi
psql -X -q -v ON_ERROR_STOP=1 -d "$1" -f catalog/schema-before-data.sql -f restore/rows.sql -f catalog/schema-after-data.sql \
    >/dev/null
echo "restored into $1"
