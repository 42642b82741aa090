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
If COMPOSE_FILE is set, the services of that compose project do the work. Its name is CONTAINER_PREFIX.
TEXT
    exit 2
}

# edms-backup of the distribution or working copy, or else the one on the PATH.
edms_backup() {
    here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
    for beside in "$here/../bin/edms-backup" "$here/../../edms-backup"; do
        [ ! -x "$beside" ] || exec "$beside" "$@"
    done
    exec edms-backup "$@"
}

# in_project DIRECTORY COMMAND...: edms-backup in a container that sees the directory under its own name.
in_project() {
    directory=$1
    shift
    if docker compose version >/dev/null 2>&1; then compose='docker compose'; else compose=docker-compose; fi
    # shellcheck disable=SC2086
    exec $compose ${CONTAINER_PREFIX:+--project-name "$CONTAINER_PREFIX"} \
        run --rm --no-deps -T ${directory:+--volume "$directory:$directory"} cli "$@"
}

# The absolute path of a package on this machine; nothing if only the store of the project can have it.
package_file() {
    for file in "$1" ${BACKUP_ROOT:+"$BACKUP_ROOT/$1"}; do
        [ ! -f "$file" ] || { readlink -f "$file"; return; }
    done
}

create() {
    type=$1
    output=${2:-${COMPOSE_FILE:+${BACKUP_ROOT:-}}}
    if [ -z "${COMPOSE_FILE:-}" ]; then
        edms_backup create --type "$type" ${output:+--output "$output"}
    elif [ -z "$output" ]; then
        in_project "" create --type "$type"
    elif [ -d "$output" ]; then
        output=$(readlink -f "$output")
        in_project "$output" create --type "$type" --output "$output/"
    else
        output=$(readlink -f "$output") || { echo "backup-system.sh: no such directory: $(dirname "$2")" >&2; exit 2; }
        in_project "$(dirname "$output")" create --type "$type" --output "$output"
    fi
}

# on_package VERB PACKAGE [OPTION]
on_package() {
    verb=$1 package=$2
    shift 2
    [ -n "${COMPOSE_FILE:-}" ] || edms_backup "$verb" "$package" "$@"
    file=$(package_file "$package")
    [ -n "$file" ] || in_project "" "$verb" "$package" "$@"
    # The services verify the packages of their store; a file is verified where it is.
    [ "$verb" != verify ] || set -- --local
    in_project "$(dirname "$file")" "$verb" "$file" "$@"
}

[ $# -ge 2 ] || usage
case "$1 $2" in
    "create full" | "create export")
        [ $# -le 3 ] || usage
        create "$2" "${3:-}"
        ;;
    "schedule setup")
        [ $# -eq 2 ] || usage
        [ -n "${COMPOSE_FILE:-}" ] || edms_backup schedule --setup-defaults
        in_project "" schedule --setup-defaults
        ;;
    "restore "*)
        case "$#${3:-}" in
            2) on_package restore "$2" ;;
            3--force) on_package restore "$2" --force ;;
            *) usage ;;
        esac
        ;;
    "verify "*)
        [ $# -eq 2 ] || usage
        on_package verify "$2"
        ;;
    *) usage ;;
esac
