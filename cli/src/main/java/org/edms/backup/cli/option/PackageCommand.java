package org.edms.backup.cli.option;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.remote.ServiceClient;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Mixin;

/** A command on packages, which runs in this process or through a server. */
public abstract class PackageCommand implements Callable<Integer> {

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private StoreOptions stores;

    @Mixin
    private KeyOptions keys;

    @Mixin
    private Output output;

    protected abstract ExitCode runLocally(Map<String, String> environment) throws IOException;

    protected abstract ExitCode runRemotely(ServiceClient server) throws IOException;

    @Override
    public final Integer call() throws IOException {
        Map<String, String> environment = System.getenv();
        Optional<ServiceClient> server = connection.server(environment);
        ExitCode code = server.isPresent() ? runRemotely(server.get()) : runLocally(environment);
        return code.number();
    }

    protected ConnectionOptions connection() {
        return connection;
    }

    protected StoreOptions stores() {
        return stores;
    }

    protected KeyOptions keys() {
        return keys;
    }

    protected Output output() {
        return output;
    }
}
