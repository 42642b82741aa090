package org.edms.backup.cli.monitor;

import java.io.IOException;
import java.util.Optional;
import org.edms.backup.cli.option.ServerCommand;
import org.edms.backup.cli.remote.LocalSuite;
import org.edms.backup.cli.remote.Server;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.status.SystemStatus;
import picocli.CommandLine.Command;

/** Shows how a suite is doing. */
@Command(
        name = "status",
        description = "Shows how a server is doing: its health, its store, its jobs, and the last good backup of each "
                + "configuration. Ends with 3 when there is a warning, with 1 when something is critical. "
                + "Where no server is named: the suite that up or demo runs on this machine.",
        mixinStandardHelpOptions = true)
public final class StatusCommand extends ServerCommand {

    @Override
    public Integer call() throws IOException {
        Optional<Server> named = where().server(System.getenv());
        Optional<LocalSuite> suite = where().suite(System.getenv());
        if (suite.isEmpty()) {
            return super.call();
        }
        Server server = named.isPresent() ? named.get() : suite.get().server();
        if (!output().json()) {
            SuiteLocations.print(suite.get(), output());
        }
        return run(server).number();
    }

    @Override
    protected ExitCode run(Server server) throws IOException {
        SystemStatus status = server.systemStatus();
        if (output().json()) {
            output().print(status);
        } else {
            StatusText.print(status, output());
        }
        return StatusText.code(status.status());
    }
}
