#!/bin/bash
# The command line that was built. Done with warnings is done, and who is asked on a terminal says yes.
set -u
jar=$EDMS_BACKUP_HOME/cli/target/edms-backup.jar
archive=$HOME/edms-backup.jsa
[ -f "$archive" ] || "$JAVA_HOME/bin/java" -XX:ArchiveClassesAtExit="$archive" -Xlog:disable -jar "$jar" --version >/dev/null
command=("$JAVA_HOME/bin/java" -Duser.home="$HOME" -XX:SharedArchiveFile="$archive" -Xlog:disable
    -XX:TieredStopAtLevel=1 -Xmx256m -jar "$jar" "$@")

case " $* " in
    *" undo "* | *" --force "* | *" --confirm "* | *" --dry-run "*) "${command[@]}" ;;
    " restore "* | " restore-critical "*) script -qec "$(printf '%q ' "${command[@]}")" /dev/null <<<yes ;;
    *) "${command[@]}" ;;
esac
code=$?
[ $code != 3 ] || code=0
exit $code
