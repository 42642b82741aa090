# Sourced in the first line of a page: the shell of a reader, which stops at the first error. The first page starts the
# suite.
set -Eeuo pipefail
PS4='+ $READER_PAGE:$LINENO: '
data=$HOME/.edms-backup/up

end() {
    code=$?
    { set +x; } 2>/dev/null
    [ $code = 0 ] || tail -n 15 "$data"/logs/*.log 2>/dev/null
    exit $code
}
trap end EXIT

suite_url() {
    sed -n 's/\\//g; s/^url=//p' "$data/suite.properties"
}

# The newest full package; with a server, one that the server made.
newest_package() {
    if [ -n "${EDMS_BACKUP_URL:-}" ]; then
        edms-backup list --type full | grep -o '[^ ]*\.tar\.zst' | head -n 1
    else
        basename "$(ls -t "$data"/store/*-full-*.tar.zst | head -n 1)"
    fi
}

newest_export() {
    ls -t "${READER_FILES%/edms/storage}"/house-move/*.tar.zst | head -n 1
}

newest_restore() {
    sed -n 's/^.*"request" *: *{ *"id" *: *"\([^"]*\)".*$/\1/p' <<<"$(tr '\n' ' ' <report.json)"
}

# If the backup of a crontab line fails, the mail that it sends must fail too.
ln -sf /bin/false mail

for package in edms_migration_package_20251209.tar.gz "$HOME/edms_migration_package.tar.gz"; do
    tar -czf "$package" -C "$READER_REPOSITORY/backup-engine/src/test/resources/org/edms/backup/engine/legacy/sample" .
done

if [ ! -f "$data/suite.properties" ]; then
    JAVA_TOOL_OPTIONS=-XX:TieredStopAtLevel=1 edms-backup up --detach --db "$READER_EDMS" --files "storage=$READER_FILES"
    EDMS_BACKUP_URL=$(suite_url) EDMS_BACKUP_TOKEN_FILE=$data/keys/admin.token edms-backup create --type full
fi
set -x
