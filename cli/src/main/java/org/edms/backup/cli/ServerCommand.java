package org.edms.backup.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.edms.backup.cli.remote.Server;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Mixin;

/** A command that only a server can carry out. */
abstract class ServerCommand implements Callable<Integer> {

    @Mixin
    private WhereOptions where;

    @Mixin
    private Output output;

    abstract ExitCode run(Server server) throws IOException;

    @Override
    public final Integer call() throws IOException {
        Server server = where.server(System.getenv())
                .orElseThrow(() -> new BackupException(
                        ErrorCode.WRONG_USAGE,
                        "this is what the services know: name the server with --server, or with EDMS_BACKUP_URL"));
        return run(server).number();
    }

    WhereOptions where() {
        return where;
    }

    Output output() {
        return output;
    }
}
