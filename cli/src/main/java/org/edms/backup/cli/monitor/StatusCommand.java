package org.edms.backup.cli.monitor;

import java.io.IOException;
import java.util.Optional;
import org.edms.backup.cli.option.ServiceCommand;
import org.edms.backup.cli.remote.LocalSuite;
import org.edms.backup.cli.remote.ServiceClient;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.status.SystemStatus;
import picocli.CommandLine.Command;

/** Shows the status of the suite. */
@Command(
        name = "status",
        description = {
            "Shows the status of a server.",
            "Prints health, store and jobs, and the last successful backup of each configuration. "
                    + "Exits with 3 on warnings, with 1 if something is critical. Without a server, shows "
                    + "the suite that up or demo runs on this machine."
        },
        mixinStandardHelpOptions = true)
public final class StatusCommand extends ServiceCommand {

    @Override
    public Integer call() throws IOException {
        Optional<ServiceClient> named = connection().server(System.getenv());
        Optional<LocalSuite> suite = connection().suite(System.getenv());
        if (suite.isEmpty()) {
            return super.call();
        }
        ServiceClient server = named.isPresent() ? named.get() : suite.get().server();
        if (!output().json()) {
            SuiteLocations.print(suite.get(), output());
        }
        return run(server).number();
    }

    @Override
    protected ExitCode run(ServiceClient server) throws IOException {
        SystemStatus status = server.systemStatus();
        if (output().json()) {
            output().print(status);
        } else {
            StatusText.print(status, output());
        }
        return StatusText.code(status.status());
    }
}
