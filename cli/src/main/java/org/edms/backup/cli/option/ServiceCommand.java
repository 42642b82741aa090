package org.edms.backup.cli.option;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.remote.ServiceClient;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Mixin;

/** A command that needs a server. */
public abstract class ServiceCommand implements Callable<Integer> {

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private Output output;

    protected abstract ExitCode run(ServiceClient server) throws IOException;

    @Override
    public Integer call() throws IOException {
        return run(server()).number();
    }

    private ServiceClient server() throws IOException {
        return connection
                .server(System.getenv())
                .orElseThrow(() -> new BackupException(
                        ErrorCode.WRONG_USAGE,
                        "this command needs a server: specify it with --server or EDMS_BACKUP_URL, "
                                + "or a suite on this machine with --data"));
    }

    protected ConnectionOptions connection() {
        return connection;
    }

    protected Output output() {
        return output;
    }
}
