#!/bin/bash
# Runs the command line that was built. Exit code 3 counts as success, and questions are answered with yes.
set -u
export EDMS_BACKUP_JAVA_OPTS='-XX:TieredStopAtLevel=1 -XX:-UseParallelGC -XX:+UseSerialGC'
command=("$READER_REPOSITORY/deploy/distribution/bin/edms-backup" "$@")

case " $* " in
    *" undo "* | *" --force "* | *" --confirm "* | *" --dry-run "*) "${command[@]}" ;;
    " restore "* | " restore-critical "*) script -qec "$(printf '%q ' "${command[@]}")" /dev/null <<<yes ;;
    *) "${command[@]}" ;;
esac
code=$?
[ $code != 3 ] || code=0
exit $code
