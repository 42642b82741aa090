#!/bin/sh
# Restores the database of this unpacked package into an empty database, with psql alone.
#
#   sh restore/restore.sh postgresql://user@host:port/name
#
# Roles that own objects or hold privileges must exist; catalog/schema-*.sql name them. The script stops at the first error
# and keeps what it has done: start again with an empty database.
#
# It does not restore files: copy each directory under files/ to where the system stores its files.
set -eu
[ $# -eq 1 ] || { echo "usage: $0 postgresql://user@host:port/name" >&2; exit 2; }
cd "$(dirname "$0")/.."
if [ ! -f restore/rows.sql ]; then
    echo "this package contains no database" >&2
    exit 1
fi
psql -X -q -v ON_ERROR_STOP=1 -d "$1" -f catalog/schema-before-data.sql -f restore/rows.sql -f catalog/schema-after-data.sql \
    >/dev/null
echo "restored into $1"
