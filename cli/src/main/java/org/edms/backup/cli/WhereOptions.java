package org.edms.backup.cli;

import java.util.Map;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import picocli.CommandLine.Option;

/** Whether the work is done here or by a server. */
final class WhereOptions {

    private static final String SERVER = "EDMS_BACKUP_URL";

    @Option(names = "--local", description = "work in this process, without the services")
    private boolean local;

    /** A server that is named is not passed by silently. */
    void refuseServer(Map<String, String> environment) {
        if (!local && environment.containsKey(SERVER)) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, SERVER + " names a server, and this works here only: say --local");
        }
    }
}
