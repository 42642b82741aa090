package org.edms.backup.cli.option;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.remote.Server;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Mixin;

/** A command that only a server can carry out. */
public abstract class ServerCommand implements Callable<Integer> {

    @Mixin
    private WhereOptions where;

    @Mixin
    private Output output;

    protected abstract ExitCode run(Server server) throws IOException;

    @Override
    public Integer call() throws IOException {
        return run(server()).number();
    }

    private Server server() throws IOException {
        return where.server(System.getenv())
                .orElseThrow(() -> new BackupException(
                        ErrorCode.WRONG_USAGE,
                        "this is what the services know: name the server with --server or EDMS_BACKUP_URL, "
                                + "or a suite on this machine with --data"));
    }

    protected WhereOptions where() {
        return where;
    }

    protected Output output() {
        return output;
    }
}
