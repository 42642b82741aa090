#!/bin/sh
# A few verbs over edms-backup, for crontabs, runbooks and hands that know them. docs/operations.md tells of the variables.
set -eu

usage() {
    cat >&2 <<'TEXT'
usage: backup-system.sh create full|export [PATH]
       backup-system.sh restore PATH [--force]
       backup-system.sh verify PATH
       backup-system.sh schedule setup

PATH of create is a file or a directory; without it the package is made in BACKUP_ROOT.
With COMPOSE_FILE, edms-backup runs in the service backup-service of that file, whose project is CONTAINER_PREFIX.
TEXT
    exit 2
}

# Beside this script in a distribution or a working copy, or else wherever the shell finds it.
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
