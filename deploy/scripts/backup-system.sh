#!/bin/sh
# A few commands over edms-backup, for crontabs and runbooks. docs/operations.md explains the variables.
set -eu

usage() {
    cat >&2 <<'TEXT'
usage: backup-system.sh create full|export [PATH]
       backup-system.sh restore PATH [--force]
       backup-system.sh verify PATH
       backup-system.sh schedule setup

For create, PATH is a file or a directory; the default is BACKUP_ROOT.
If COMPOSE_FILE is set, edms-backup runs in its service backup-service, in the project CONTAINER_PREFIX.
TEXT
    exit 2
}

# edms-backup of the distribution or working copy, or else the one on the PATH.
edms_backup() {
    if [ -n "${COMPOSE_FILE:-}" ]; then
        exec docker compose --file "$COMPOSE_FILE" ${CONTAINER_PREFIX:+--project-name "$CONTAINER_PREFIX"} \
            exec -T ${BACKUP_ROOT:+--env BACKUP_ROOT="$BACKUP_ROOT"} backup-service edms-backup "$@"
    fi
    here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
    for beside in "$here/../bin/edms-backup" "$here/../../edms-backup"; do
        [ ! -x "$beside" ] || exec "$beside" "$@"
    done
    exec edms-backup "$@"
}

[ $# -ge 2 ] || usage
case "$1 $2" in
    "create full" | "create export")
        [ $# -le 3 ] || usage
        edms_backup create --type "$2" ${3:+--output "$3"}
        ;;
    "schedule setup")
        [ $# -eq 2 ] || usage
        edms_backup schedule --setup-defaults
        ;;
    "restore "*)
        case "$#${3:-}" in
            2) edms_backup restore "$2" ;;
            3--force) edms_backup restore "$2" --force ;;
            *) usage ;;
        esac
        ;;
    "verify "*)
        [ $# -eq 2 ] || usage
        edms_backup verify "$2"
        ;;
    *) usage ;;
esac
